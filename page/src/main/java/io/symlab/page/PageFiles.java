package io.symlab.page;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/** The page's own files and those of the plotting library, from the class path. */
final class PageFiles {
  private static final String OWN = "/io/symlab/page/web/";
  private static final String PLOTS = "/META-INF/resources/webjars/uplot/" + version() + "/dist/";
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]*(\\.[a-z]+)+");
  private static final Map<String, ContentType> TYPES =
      Map.of(
          "html",
          ContentTypes.TEXT_HTML_UTF8,
          "js",
          MediaTypes.APPLICATION_JAVASCRIPT.toContentType(HttpCharsets.UTF_8),
          "css",
          MediaTypes.TEXT_CSS.toContentType(HttpCharsets.UTF_8),
          "svg",
          MediaTypes.IMAGE_SVG_XML.toContentType());

  private PageFiles() {}

  static Optional<HttpResponse> own(String name) {
    return find(OWN, name);
  }

  static Optional<HttpResponse> plots(String name) {
    return find(PLOTS, name);
  }

  private static Optional<HttpResponse> find(String folder, String name) {
    ContentType type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (type == null || !NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    try (InputStream file = PageFiles.class.getResourceAsStream(folder + name)) {
      return file == null
          ? Optional.empty()
          : Optional.of(
              HttpResponse.create().withEntity(HttpEntities.create(type, file.readAllBytes())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its folder is named by it. */
  private static String version() {
    var properties = new Properties();
    try (InputStream file =
        PageFiles.class.getResourceAsStream(
            "/META-INF/maven/org.webjars.npm/uplot/pom.properties")) {
      properties.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }
}
