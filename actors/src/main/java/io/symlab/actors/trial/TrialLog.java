package io.symlab.actors.trial;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A trial's own log, for people: {@code trial.log} in its folder, one line per thing of note. */
final class TrialLog {
  private static final Logger LOG = LoggerFactory.getLogger(TrialLog.class);

  private final Path file;

  TrialLog(Path folder) {
    this.file = folder.resolve("trial.log");
  }

  /** Adds a line; a log that can't be written must not stop the work. */
  void line(String format, Object... arguments) {
    String text =
        Instant.now().truncatedTo(ChronoUnit.MILLIS)
            + " "
            + String.format(Locale.ROOT, format, arguments).replace("\n", "\n    ")
            + "\n";
    try {
      Files.createDirectories(file.getParent());
      Files.write(
          file,
          text.getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      LOG.warn("can't write to {}: {}", file, e.toString());
    }
  }

  /** Readings as a line shows them, e.g. {@code meta-loss 0.4127, held-out 0.3981}. */
  static String figures(Map<String, Double> figures) {
    return figures.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(e -> e.getKey() + " " + number(e.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String number(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e9;
    return whole ? Long.toString((long) value) : String.format(Locale.ROOT, "%.4g", value);
  }
}
