package io.symlab.cli.doctor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.symlab.cli.client.LabClient;
import io.symlab.cli.client.LabQuestions;
import io.symlab.cli.display.JsonViews;
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
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lab doctor}: what is wrong with this machine. */
@Command(
    name = "doctor",
    header = "Look for what is wrong with this machine.",
    description = {
      "Looks at what a lab needs: Java, memory, processors, native libraries, the home, the lab in"
          + " it. Exits with 1 if something is wrong, and says what to do."
    },
    footer = {"", "Examples:", "  lab doctor", "  lab doctor --json"})
public final class DoctorCommand extends Verb {
  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    Optional<LabView> running = Optional.empty();
    var findings = new ArrayList<Finding>();
    findings.addAll(MachineCheck.all());
    findings.addAll(NativeCheck.all());
    findings.addAll(HomeCheck.all(home()));
    try {
      running = running(home());
      findings.add(
          running
              .map(lab -> Finding.good("lab", lab.getVersion() + " answers, pid " + lab.getPid()))
              .orElse(Finding.note("lab", "none is running", "'lab up' starts one")));
    } catch (LabException e) {
      findings.add(Finding.wrong("lab", "does not answer", e.getMessage()));
    }
    findings.add(watchdog(running.isPresent()));
    boolean good = findings.stream().allMatch(Finding::good);
    if (json) {
      out().println(json(findings, running, good).toPrettyString());
    } else {
      show(findings, good);
    }
    return good ? ExitCode.DONE : ExitCode.FAILED;
  }

  private Finding watchdog(boolean running) throws InterruptedException {
    try {
      Optional<KeeperView> keeper = KeeperClient.look(home());
      return running || keeper.isPresent()
          ? Finding.note("watchdog", KeeperText.line(keeper), "")
          : Finding.note("watchdog", "none, as there is no lab", "");
    } catch (IOException e) {
      return Finding.wrong("watchdog", "does not answer", e.getMessage());
    }
  }

  private static Optional<LabView> running(Path home) throws LabException, InterruptedException {
    try (var client = LabClient.tryConnect(home).orElse(null)) {
      return client == null
          ? Optional.empty()
          : Optional.of(client.ask(LabQuestions.ping()).getLab());
    }
  }

  private void show(List<Finding> findings, boolean good) {
    Style style = Style.ofProcess();
    for (Finding finding : findings) {
      String mark = finding.good() ? style.state("ok", "ok   ") : style.state("wrong", "WRONG");
      out().println(mark + "  " + String.format("%-10s", finding.what()) + "  " + finding.found());
      if (!finding.advice().isEmpty()) {
        out().println("                   " + finding.advice());
      }
    }
    out().println(good ? "All is well." : "Something is wrong; see above.");
  }

  private ObjectNode json(List<Finding> findings, Optional<LabView> running, boolean good) {
    ObjectNode node = JsonViews.object();
    node.put("good", good);
    if (running.isPresent()) {
      node.put("pid", running.get().getPid());
    } else {
      node.putNull("pid");
    }
    node.put("home", home().toString());
    node.put("version", running.map(LabView::getVersion).orElse(Version.text()));
    ArrayNode checks = node.putArray("checks");
    for (Finding finding : findings) {
      checks
          .addObject()
          .put("what", finding.what())
          .put("good", finding.good())
          .put("found", finding.found())
          .put("advice", finding.advice());
    }
    return node;
  }
}
