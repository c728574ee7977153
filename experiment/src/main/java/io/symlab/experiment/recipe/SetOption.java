package io.symlab.experiment.recipe;

import com.typesafe.config.ConfigUtil;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One {@code --set key=value}: what stands behind the equals sign is the value, as it stands. A
 * shell's user who writes {@code name=a#b} or {@code dir=/data/run#3} means all of it, where a
 * recipe's file would begin a comment. Numbers, lists, sections, quoted text and references ({@code
 * [1, 2]}, <code>{ a = 1 }</code>, {@code "1e5"}, <code>${x}</code>) are read as in a file.
 */
final class SetOption {
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
  private static final Pattern QUOTED =
      Pattern.compile("\"([^\"\\\\]|\\\\.)*\"|\"\"\".*\"\"\"", Pattern.DOTALL);
  private static final Pattern WORD = Pattern.compile("true|false|null");

  private SetOption() {}

  /**
   * The same as a line of HOCON.
   *
   * @throws RecipeException when it is no {@code key=value}
   */
  static String hocon(String option) {
    int equals = option.indexOf('=');
    if (equals <= 0) {
      throw new RecipeException(
          List.of("--set " + option + ": write --set key=value, e.g. --set meta-train.epochs=5"));
    }
    String value = option.substring(equals + 1).strip();
    boolean written =
        value.startsWith("[")
            || value.startsWith("{")
            || value.contains("${")
            || QUOTED.matcher(value).matches()
            || NUMBER.matcher(value).matches()
            || WORD.matcher(value).matches();
    return option.substring(0, equals + 1) + (written ? value : ConfigUtil.quoteString(value));
  }
}
