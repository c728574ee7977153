package io.symlab.cli.experiments;

import io.symlab.cli.client.LabClient;
import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.verb.ClientVerb;
import io.symlab.experiment.LabException;
import io.symlab.experiment.RunState;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.TrialView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lab clean}: removes what nothing needs any more. */
@Command(
    name = "clean",
    header = "Remove old checkpoints, and experiments that ended long ago.",
    description = {
      "Checkpoints and sample logs of trials that are done or cancelled, drafts, and folders whose"
          + " experiment was removed. With --older-than or --state also whole experiments that have"
          + " ended. Trials that failed keep their checkpoints, for 'lab retry'. First says what would"
          + " go and how many bytes that are, then asks."
    },
    footer = {
      "",
      "Examples:",
      "  lab clean --dry-run",
      "  lab clean --older-than 30d              experiments that ended over 30 days ago, too",
      "  lab clean --state failed,cancelled --older-than 12h --yes"
    })
public final class CleanCommand extends ClientVerb {
  private static final Pattern AGE = Pattern.compile("([0-9]{1,6})(m|h|d|w)");

  @Option(
      names = "--state",
      split = ",",
      paramLabel = "STATE",
      description = "Remove experiments that ended so: done, failed, cancelled.")
  private List<String> states = new ArrayList<>();

  @Option(
      names = "--older-than",
      paramLabel = "AGE",
      description = "Remove experiments that ended longer ago: minutes, hours, days or weeks, 30d.")
  private String age;

  @Mixin private Removal removal;

  @Override
  protected int ask(LabClient client) throws LabException, InterruptedException {
    long before = System.currentTimeMillis() - oldest().toMillis();
    checkStates();
    List<Path> folders = folders(); // first: what is begun now is in the list that follows
    Set<String> known = new HashSet<>();
    for (ExperimentView experiment : client.experiments()) {
      known.add(experiment.getId());
      if (!RunState.ended(experiment.getState())) {
        continue;
      }
      boolean meant = states.isEmpty() || states.contains(experiment.getState());
      if ((age != null || !states.isEmpty()) && meant && experiment.getEndedMillis() <= before) {
        removal.add(experiment);
      } else {
        leftovers(client.experiment(experiment.getId()));
      }
    }
    for (Path folder : folders) {
      String id = folder.getFileName().toString();
      if (!known.contains(id)) {
        removal.add(id + "  the folder of one that was removed", List.of(folder));
      }
    }
    return removal.run(client, out());
  }

  private Duration oldest() throws LabException {
    if (age == null) {
      return Duration.ZERO;
    }
    Matcher written = AGE.matcher(age);
    if (!written.matches()) {
      throw new LabException(
          ExitCode.BAD_INPUT, "--older-than wants an age such as 90m, 12h, 30d or 4w, not " + age);
    }
    long count = Long.parseLong(written.group(1));
    return switch (written.group(2)) {
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      case "w" -> Duration.ofDays(7 * count);
      default -> Duration.ofDays(count);
    };
  }

  private void checkStates() throws LabException {
    for (String state : states) {
      if (!RunState.ended(state)) {
        throw new LabException(
            ExitCode.BAD_INPUT,
            "--state wants how experiments end: done, failed or cancelled, not " + state);
      }
    }
  }

  /** Those that trials never go on from again. */
  private void leftovers(ExperimentView experiment) throws LabException {
    List<Path> unneeded = new ArrayList<>();
    for (TrialView trial : experiment.getTrialsList()) {
      boolean over = RunState.DONE.is(trial.getState()) || RunState.CANCELLED.is(trial.getState());
      Path folder = Path.of(experiment.getDirectory(), Integer.toString(trial.getIndex()));
      if (over) {
        unneeded.addAll(inside(folder.resolve("checkpoints"), ".*"));
        unneeded.addAll(inside(folder, "samples\\.bin|.*\\.tmp"));
      }
    }
    removal.add(experiment.getId() + "  checkpoints and sample logs", unneeded);
  }

  private List<Path> folders() throws LabException {
    return inside(home().resolve("experiments"), "e[1-9][0-9]*");
  }

  private static List<Path> inside(Path folder, String name) throws LabException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().matches(name)).sorted().toList();
    } catch (IOException e) {
      throw new LabException(ExitCode.FAILED, "can't look into " + folder + ": " + e, e);
    }
  }
}
