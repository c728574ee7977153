package io.symlab.cli;

import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code --home}: an empty one is a shell's variable that is not set, and no folder. */
final class HomeOption implements ITypeConverter<Path> {
  @Override
  public Path convert(String text) {
    if (text.isBlank()) {
      throw new TypeConversionException("it is empty; name the lab's folder, or leave --home out");
    }
    return Path.of(text);
  }
}
