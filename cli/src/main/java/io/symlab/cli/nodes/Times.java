package io.symlab.cli.nodes;

import io.symlab.cli.exit.ExitCode;
import io.symlab.experiment.LabException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people write them: 90s, 15m, 2h, 7d. */
final class Times {
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,6})(s|m|h|d)");

  private Times() {}

  static Duration parse(String option, String text, Duration longest) throws LabException {
    Matcher matcher = FORM.matcher(text);
    if (matcher.matches()) {
      long number = Long.parseLong(matcher.group(1));
      Duration time =
          switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
          };
      if (time.compareTo(longest) <= 0) {
        return time;
      }
    }
    throw new LabException(
        ExitCode.BAD_INPUT,
        option
            + " wants a time such as 90s, 15m or 2h, "
            + longest.toDays()
            + "d at most; is '"
            + text
            + "'");
  }
}
