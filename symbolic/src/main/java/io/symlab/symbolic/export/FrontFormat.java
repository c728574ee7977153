package io.symlab.symbolic.export;

import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.front.ScoredFront;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The forms in which a whole front can be taken along. */
@SuppressWarnings("ImmutableEnumChecker") // The writers are static methods.
public enum FrontFormat {
  CSV("the whole front, PySR's columns first", FrontCsv::of),
  FRONT_JSON(
      "the whole front for scripts",
      (front, names, signals) -> new FrontJson().write(front, names, signals));

  private interface Writer {
    String write(ScoredFront front, List<String> names, Signals signals);
  }

  private final String description;
  private final Writer writer;

  FrontFormat(String description, Writer writer) {
    this.description = description;
    this.writer = writer;
  }

  /** Its name in commands: {@code csv}, {@code front-json}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What it is good for, in a few words. */
  public String description() {
    return description;
  }

  /**
   * The front in this form.
   *
   * @param names of the columns, by index
   * @param signals among them
   */
  public String export(ScoredFront front, List<String> names, Signals signals) {
    return writer.write(front, names, signals);
  }

  /** The names of all. */
  public static List<String> ids() {
    return Arrays.stream(values()).map(FrontFormat::id).toList();
  }

  /** The format of this name, if any. */
  public static Optional<FrontFormat> named(String id) {
    return Arrays.stream(values()).filter(format -> format.id().equals(id)).findFirst();
  }
}
