package io.symlab.cli.terminal;

import java.util.Map;

/**
 * How text may look where it goes: a terminal, which can show colours and be drawn over, or a file
 * or pipe, which gets plain lines.
 *
 * @param terminal whether standard output is one
 * @param colour whether colours are wanted
 */
public record Style(boolean terminal, boolean colour) {
  private static final String RESET = "\u001b[0m";

  /** Plain text. */
  public static final Style PLAIN = new Style(false, false);

  /** Of this process; the launcher says whether there is a terminal. {@code NO_COLOR} counts. */
  public static Style ofProcess() {
    return of(Boolean.getBoolean("symlab.terminal"), System.getenv());
  }

  public static Style of(boolean terminal, Map<String, String> environment) {
    boolean dumb = "dumb".equals(environment.get("TERM"));
    String noColour = environment.getOrDefault("NO_COLOR", "");
    return new Style(terminal && !dumb, terminal && !dumb && noColour.isEmpty());
  }

  public String bold(String text) {
    return paint("1", text);
  }

  public String faint(String text) {
    return paint("2", text);
  }

  /** All is well, or was. */
  public String good(String text) {
    return paint("32", text);
  }

  /** Something is under way. */
  public String busy(String text) {
    return paint("36", text);
  }

  /** Something went wrong. */
  public String bad(String text) {
    return paint("31", text);
  }

  /** Something wants a look. */
  public String caution(String text) {
    return paint("33", text);
  }

  public String bar(String text) {
    return paint("36", text);
  }

  private String paint(String code, String text) {
    return colour && !text.isEmpty() ? "\u001b[" + code + "m" + text + RESET : text;
  }
}
