package io.symlab.cli.doctor;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.symlab.actors.LabConfig;
import io.symlab.actors.home.HomeHealth;
import io.symlab.cli.client.StoredAnswers;
import io.symlab.cli.exit.ExitCode;
import io.symlab.experiment.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a lab could start in a home: what it looks at before it does, looked at alike. */
final class StartCheck {
  private StartCheck() {}

  /** Nothing to look at where no lab has been yet. */
  static List<CheckResult> all(Path home) {
    if (!Files.isDirectory(home)) {
      return List.of();
    }
    List<CheckResult> found = new ArrayList<>();
    try {
      Config settings = LabConfig.settings(home, ConfigFactory.empty());
      if (Files.isDirectory(home.resolve("journal"))) {
        reserve(home, settings).ifPresent(found::add);
      }
    } catch (LabException e) {
      found.add(CheckResult.wrong("settings", e.getMessage(), "mend " + home.resolve("lab.conf")));
    }
    journal(home).ifPresent(found::add);
    return found;
  }

  private static Optional<CheckResult> reserve(Path home, Config settings) {
    long reserve = settings.getBytes("symlab.disk-reserve");
    return new HomeHealth(home, reserve, List.of())
        .look()
        .map(
            trouble ->
                CheckResult.wrong(
                    "health", trouble, "a lab holds its trials, or does not start, meanwhile"));
  }

  private static Optional<CheckResult> journal(Path home) {
    try {
      return StoredAnswers.look(home)
          .map(
              notes ->
                  notes.isEmpty()
                      ? CheckResult.good("journal", "whole: all of it can be read")
                      : CheckResult.note("journal", String.join("; ", notes), "nothing to do"));
    } catch (LabException e) {
      return Optional.of(
          e.exitCode() == ExitCode.NO_LAB
              ? CheckResult.good("journal", "in use by a lab, which looked at it when it started")
              : CheckResult.wrong("journal", e.getMessage(), ""));
    } catch (IOException | RuntimeException e) {
      return Optional.of(
          CheckResult.wrong("journal", "can't be read: " + e.getMessage(), "look at " + home));
    }
  }
}
