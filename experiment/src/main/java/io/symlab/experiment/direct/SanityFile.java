package io.symlab.experiment.direct;

import io.symlab.experiment.results.ResultJson;
import java.util.List;
import java.util.Locale;

/**
 * What the sanity checks gave, as {@code sanity.json} has it.
 *
 * @param seed of problems and searches
 * @param data what the gradients are of
 * @param signal whether formulas could average over the gradients
 * @param checks in the order in which they were run
 */
public record SanityFile(long seed, String data, boolean signal, List<Check> checks) {
  private static final String SCHEMA = "symlab.sanity/1";

  /**
   * One known rule.
   *
   * @param name of the check
   * @param rule what was to be found
   * @param formula what was found, constants to four digits
   * @param solved whether the search ended because it had found the rule
   * @param r2Train share of the variance explained on the rows it was found on
   * @param r2Test the same on rollouts that were not looked at
   * @param complexity nodes of the formula
   * @param seconds of searching
   * @param publishedR2 what the paper's search reached
   * @param publishedSeconds what it took there
   */
  public record Check(
      String name,
      String rule,
      String formula,
      boolean solved,
      double r2Train,
      double r2Test,
      int complexity,
      double seconds,
      double publishedR2,
      double publishedSeconds) {}

  public SanityFile {
    checks = List.copyOf(checks);
  }

  public byte[] toBytes() {
    return ResultJson.write(SCHEMA, this);
  }

  /**
   * Reads {@link #toBytes}'s form back.
   *
   * @throws io.symlab.experiment.results.ResultFormatException when it is damaged
   */
  public static SanityFile ofBytes(byte[] bytes, String origin) {
    return ResultJson.read(bytes, SCHEMA, SanityFile.class, origin);
  }

  /** One row per check. */
  public String toCsv() {
    var out =
        new StringBuilder(
            "name,rule,formula,solved,r2_train,r2_test,complexity,seconds,published_r2,"
                + "published_seconds\n");
    for (Check check : checks) {
      out.append(
          String.format(
              Locale.ROOT,
              "%s,\"%s\",\"%s\",%b,%s,%s,%d,%.1f,%s,%s%n",
              check.name,
              check.rule,
              check.formula,
              check.solved,
              check.r2Train,
              check.r2Test,
              check.complexity,
              check.seconds,
              check.publishedR2,
              check.publishedSeconds));
    }
    return out.toString();
  }
}
