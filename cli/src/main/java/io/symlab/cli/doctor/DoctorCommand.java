package io.symlab.cli.doctor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.symlab.actors.json.JsonViews;
import io.symlab.cli.client.LabClient;
import io.symlab.cli.client.LabQuestions;
import io.symlab.cli.display.KeeperText;
import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.terminal.Style;
import io.symlab.cli.verb.Verb;
import io.symlab.experiment.LabException;
import io.symlab.experiment.Version;
import io.symlab.keeper.KeeperClient;
import io.symlab.proto.KeeperView;
import io.symlab.proto.LabView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lab doctor}: what is wrong with this machine. */
@Command(
    name = "doctor",
    header = "Look for what is wrong with this machine.",
    description = {
      "Looks at what a lab needs: Java, memory, processors, native libraries, GPUs, the home, the"
          + " lab in it. Exits with 1 if something is wrong, and says what to do."
    },
    footer = {"", "Examples:", "  lab doctor", "  lab doctor --json"})
public final class DoctorCommand extends Verb {
  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    Optional<LabView> running = Optional.empty();
    var checks = new ArrayList<CheckResult>();
    checks.addAll(MachineCheck.all());
    checks.addAll(NativeCheck.all());
    checks.addAll(GpuCheck.all());
    checks.addAll(HomeCheck.all(home()));
    checks.addAll(StartCheck.all(home()));
    try {
      running = running(home());
      checks.add(
          running
              .map(
                  lab ->
                      CheckResult.good("lab", lab.getVersion() + " answers, pid " + lab.getPid()))
              .orElse(CheckResult.note("lab", "none is running", startAdvice(checks))));
    } catch (LabException e) {
      checks.add(CheckResult.wrong("lab", "does not answer", e.getMessage()));
    }
    checks.add(watchdog(running));
    boolean good = checks.stream().allMatch(CheckResult::good);
    if (json) {
      out().println(json(checks, running, good).toPrettyString());
    } else {
      show(checks, good);
    }
    return good ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static String startAdvice(List<CheckResult> checks) {
    boolean good = checks.stream().allMatch(CheckResult::good);
    return good ? "'lab up' starts one" : "once what is wrong is mended, 'lab up' starts one";
  }

  private CheckResult watchdog(Optional<LabView> running) throws InterruptedException {
    try {
      Optional<KeeperView> keeper = KeeperClient.look(home());
      if (keeper.isPresent() && !keeper.get().getWaits().isEmpty()) {
        return CheckResult.wrong("watchdog", KeeperText.line(keeper), "");
      }
      return running.isPresent() || keeper.isPresent()
          ? CheckResult.note(
              "watchdog", KeeperText.line(keeper, running.map(LabView::getUnit).orElse("")), "")
          : CheckResult.note("watchdog", "none, as there is no lab", "");
    } catch (IOException e) {
      return CheckResult.wrong("watchdog", "does not answer", e.getMessage());
    }
  }

  private static Optional<LabView> running(Path home) throws LabException, InterruptedException {
    try (var client = LabClient.tryConnect(home).orElse(null)) {
      return client == null
          ? Optional.empty()
          : Optional.of(client.ask(LabQuestions.ping()).getLab());
    }
  }

  private void show(List<CheckResult> checks, boolean good) {
    Style style = Style.ofProcess();
    for (CheckResult check : checks) {
      String mark = check.good() ? style.good("ok   ") : style.bad("WRONG");
      out()
          .println(
              mark
                  + "  "
                  + String.format(Locale.ROOT, "%-10s", check.what())
                  + "  "
                  + check.found());
      if (!check.advice().isEmpty()) {
        out().println("                   " + check.advice());
      }
    }
    out().println(good ? "All is well." : "Something is wrong; see above.");
  }

  private ObjectNode json(List<CheckResult> checks, Optional<LabView> running, boolean good) {
    ObjectNode node = JsonViews.object();
    node.put("good", good);
    if (running.isPresent()) {
      node.put("pid", running.get().getPid());
    } else {
      node.putNull("pid");
    }
    node.put("home", home().toString());
    node.put("version", running.map(LabView::getVersion).orElse(Version.text()));
    ArrayNode listed = node.putArray("checks");
    for (CheckResult check : checks) {
      listed
          .addObject()
          .put("what", check.what())
          .put("good", check.good())
          .put("found", check.found())
          .put("advice", check.advice());
    }
    return node;
  }
}
