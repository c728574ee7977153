package io.symlab.cli.experiments;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.symlab.actors.json.JsonViews;
import io.symlab.cli.client.LabClient;
import io.symlab.cli.client.LabQuestions;
import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.terminal.Amounts;
import io.symlab.cli.terminal.Confirmation;
import io.symlab.cli.terminal.Table;
import io.symlab.experiment.LabException;
import io.symlab.proto.ExperimentView;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What is to go, told before it goes. */
final class Removal {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Option(names = "--yes", description = "Don't ask.")
  private boolean yes;

  @Option(names = "--dry-run", description = "Only say what would go.")
  private boolean dry;

  @Option(names = "--json", description = "Print what goes as JSON.")
  private boolean json;

  private final List<Item> items = new ArrayList<>();

  /**
   * One thing.
   *
   * @param id of an experiment that goes as a whole; empty for files
   * @param paths files and folders otherwise
   */
  private record Item(String id, String what, List<Path> paths, long bytes) {}

  /** An experiment that has ended, with all it left. */
  void add(ExperimentView experiment) throws LabException {
    String what = experiment.getId() + "  " + experiment.getName() + "  " + experiment.getState();
    long bytes = FileSizes.of(Path.of(experiment.getDirectory()));
    items.add(new Item(experiment.getId(), what, List.of(), bytes));
  }

  /** Files and folders that nothing needs. */
  void add(String what, List<Path> paths) throws LabException {
    long bytes = 0;
    for (Path path : paths) {
      bytes += FileSizes.of(path);
    }
    if (!paths.isEmpty()) {
      items.add(new Item("", what, paths, bytes));
    }
  }

  /**
   * Says what would go, asks, and has it go.
   *
   * @return the exit code
   */
  int run(LabClient client, PrintWriter out) throws LabException, InterruptedException {
    boolean goes = !dry && !items.isEmpty();
    if (json) {
      if (goes && !yes) {
        throw new LabException(ExitCode.BAD_INPUT, "--json wants --yes or --dry-run beside it");
      }
    } else {
      tell(out);
    }
    if (goes && (yes || Confirmation.of("Remove this?"))) {
      remove(client);
      if (!json) {
        out.println("removed");
      }
    } else if (goes) {
      out.println("nothing was removed");
    }
    if (json) {
      out.println(json(goes).toPrettyString());
    }
    return ExitCode.DONE;
  }

  private void tell(PrintWriter out) {
    if (items.isEmpty()) {
      out.println("There is nothing to remove.");
      return;
    }
    var table = new Table("what", ">size");
    items.forEach(item -> table.row(item.what(), Amounts.bytes(item.bytes())));
    table.row("in all", Amounts.bytes(items.stream().mapToLong(Item::bytes).sum()));
    table.lines().forEach(out::println);
    out.flush();
  }

  private void remove(LabClient client) throws LabException, InterruptedException {
    for (Item item : items) {
      if (!item.id().isEmpty()) {
        client.ask(LabQuestions.remove(item.id()), PATIENCE);
      }
      for (Path path : item.paths()) {
        FileSizes.remove(path);
      }
    }
  }

  private ObjectNode json(boolean gone) {
    ObjectNode node = JsonViews.object().put("removed", gone);
    node.put("bytes", items.stream().mapToLong(Item::bytes).sum());
    ArrayNode array = node.putArray("items");
    for (Item item : items) {
      ObjectNode one = array.addObject();
      if (item.id().isEmpty()) {
        one.putNull("id");
      } else {
        one.put("id", item.id());
      }
      one.put("what", item.what()).put("bytes", item.bytes());
    }
    return node;
  }
}
