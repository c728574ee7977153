package io.symlab.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which code this is, as the build wrote it down: results and journals name it. */
public final class Version {
  private static final String TEXT = read();

  private Version() {}

  /** E.g. {@code 0.1.0+ab12cd3}; the part after the plus is the sources', where the build knew. */
  public static String text() {
    return TEXT;
  }

  private static String read() {
    try (InputStream in = Version.class.getResourceAsStream("/symlab-version.properties")) {
      if (in == null) {
        return "unknown";
      }
      var properties = new Properties();
      properties.load(in);
      String build = properties.getProperty("build", "");
      String version = properties.getProperty("version", "unknown");
      return build.isBlank() || build.startsWith("$") ? version : version + "+" + build;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
