package io.symlab.experiment.recipe;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigSyntax;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Includes files that lie beside a recipe, or else the recipes that come with Symlab, by name. A
 * missing one is an error (the library's own includer passes over it), and nothing else is reached:
 * no URLs, no other resources.
 */
final class FolderIncluder
    implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
  private static final int DEEPEST = 10;

  /** Of all files that one recipe includes, together. */
  private static final int LONGEST = 1024 * 1024;

  private final Path folder;
  private final int depth;
  private final AtomicLong left;

  FolderIncluder(Path folder) {
    this(folder, 0, new AtomicLong(LONGEST));
  }

  private FolderIncluder(Path folder, int depth, AtomicLong left) {
    this.folder = folder;
    this.depth = depth;
    this.left = left;
  }

  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return this;
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    Path file = folder.resolve(what);
    InputStream shipped = Files.isRegularFile(file) ? null : shipped(what);
    if (shipped == null && !Files.isRegularFile(file)) {
      throw new ConfigException.Generic(
          "include \"" + what + "\": there is no file " + file.toAbsolutePath().normalize());
    }
    if (depth >= DEEPEST) {
      throw new ConfigException.Generic(
          "include \"" + what + "\": files include each other more than " + DEEPEST + " deep");
    }
    String text = read(what, file, shipped);
    TextDepth.check(text, file.getFileName().toString());
    return ConfigFactory.parseString(
            text,
            context
                .parseOptions()
                .setSyntax(ConfigSyntax.CONF)
                .setOriginDescription(file.getFileName().toString())
                .setIncluder(new FolderIncluder(folder, depth + 1, left)))
        .root();
  }

  /** A recipe that comes with Symlab; null where none is called so. */
  private static InputStream shipped(String what) {
    return what.matches("[a-z0-9-]+\\.conf")
        ? FolderIncluder.class.getResourceAsStream("/recipes/" + what)
        : null;
  }

  private String read(String what, Path file, InputStream shipped) {
    try (InputStream in = shipped == null ? Files.newInputStream(file) : shipped) {
      byte[] bytes = in.readNBytes((int) left.get() + 1);
      if (left.addAndGet(-bytes.length) < 0) {
        throw new ConfigException.Generic(
            "include \"" + what + "\": more than " + LONGEST + " bytes are included");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new ConfigException.Generic(
          "include \"" + what + "\": can't read " + file + ": " + e.getMessage());
    }
  }

  @Override
  public ConfigObject includeFile(ConfigIncludeContext context, File what) {
    return include(context, what.getPath());
  }

  @Override
  public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
    throw new ConfigException.Generic("include " + what + ": recipes include files only");
  }

  @Override
  public ConfigObject includeResources(ConfigIncludeContext context, String what) {
    throw new ConfigException.Generic("include " + what + ": recipes include files only");
  }
}
