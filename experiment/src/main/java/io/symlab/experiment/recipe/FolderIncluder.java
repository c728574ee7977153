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
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Includes files that lie beside a recipe. A missing one is an error (the library's own includer
 * passes over it), and nothing else is reached: no URLs, no class path.
 */
final class FolderIncluder
    implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
  private final Path folder;

  FolderIncluder(Path folder) {
    this.folder = folder;
  }

  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return this;
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    Path file = folder.resolve(what);
    if (!Files.isRegularFile(file)) {
      throw new ConfigException.Generic(
          "include \"" + what + "\": there is no file " + file.toAbsolutePath().normalize());
    }
    return ConfigFactory.parseFile(
            file.toFile(),
            context
                .parseOptions()
                .setSyntax(ConfigSyntax.CONF)
                .setOriginDescription(file.getFileName().toString())
                .setIncluder(this))
        .root();
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
