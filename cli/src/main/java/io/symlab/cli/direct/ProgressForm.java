package io.symlab.cli.direct;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How a search tells of its progress; other words are refused before a table is read. */
final class ProgressForm implements ITypeConverter<String> {
  @Override
  public String convert(String value) {
    if (!value.equals("auto") && !value.equals("json")) {
      throw new TypeConversionException("it is auto or json, not \"" + value + "\"");
    }
    return value;
  }
}
