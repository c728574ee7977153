package io.symlab.cli.nodes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.symlab.actors.json.JsonViews;
import io.symlab.cli.client.LabClient;
import io.symlab.cli.client.LabQuestions;
import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.terminal.Amounts;
import io.symlab.cli.terminal.Table;
import io.symlab.cli.verb.ClientVerb;
import io.symlab.experiment.LabException;
import io.symlab.proto.NodeList;
import io.symlab.proto.NodeView;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lab nodes}: the processes that work for a lab. */
@Command(
    name = "nodes",
    header = "Show the lab's workers, let one go, or shut one out.",
    description = {
      "Without words: the lab's own process and its workers. up: works; draining: gives back what it"
          + " works on; unreachable: does not answer, and is given up within seconds; joining:"
          + " is on its way; away: has a certificate and is not here. 'drain' has a worker leave a checkpoint of what it works on"
          + " and end; 'lab worker' there starts it again. 'remove' takes its certificate, too: it can"
          + " come back only by another invitation."
    },
    footer = {
      "",
      "Examples:",
      "  lab nodes",
      "  lab nodes --json",
      "  lab nodes drain gpu-box       its machine is needed for something else",
      "  lab nodes remove gpu-box      it is not to come back"
    })
public final class NodesCommand extends ClientVerb {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "drain|remove",
      description = "What to do with one of them.")
  private String what;

  @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "Which.")
  private String name;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  protected int ask(LabClient client) throws LabException, InterruptedException {
    if (what != null && name == null) {
      throw new LabException(ExitCode.BAD_INPUT, "name the worker: lab nodes " + what + " NAME");
    }
    var question =
        switch (what == null ? "" : what) {
          case "" -> LabQuestions.nodes();
          case "drain" -> LabQuestions.drainNode(name);
          case "remove" -> LabQuestions.removeNode(name);
          default ->
              throw new LabException(
                  ExitCode.BAD_INPUT,
                  "'lab nodes' can drain and remove, not '" + what + "'; see 'lab nodes --help'");
        };
    NodeList list = client.ask(question, PATIENCE).getNodes();
    if (json) {
      out().println(json(list).toPrettyString());
    } else if (what != null) {
      out().println(name + (what.equals("drain") ? " has left" : " is removed"));
    } else {
      show(list);
    }
    return ExitCode.DONE;
  }

  private void show(NodeList list) {
    var table =
        new Table("NAME", "STATE", ">SLOTS", "DEVICES", "ADDRESS", "SINCE", "BUILD", "DOES");
    for (NodeView node : list.getNodesList()) {
      table.row(
          node.getName(),
          node.getState(),
          node.getSlots() == 0 ? "" : Integer.toString(node.getSlots()),
          String.join(", ", node.getDevicesList()),
          node.getAddress(),
          node.getSinceMillis() == 0 ? "" : Amounts.when(node.getSinceMillis()),
          node.getBuild(),
          String.join(", ", node.getDoingList()));
    }
    table.lines().forEach(out()::println);
    if (list.getInvitations() > 0) {
      out().println(list.getInvitations() + " open invitation(s)");
    }
    list.getRefusedList().forEach(one -> out().println("refused: " + one));
    list.getNotesList().forEach(one -> out().println("note: " + one));
    if (list.getNodesCount() == 1) {
      out().println("'lab invite' lets a worker in");
    }
  }

  private static ObjectNode json(NodeList list) {
    ObjectNode all = JsonViews.object();
    ArrayNode nodes = all.putArray("nodes");
    for (NodeView node : list.getNodesList()) {
      ObjectNode one = nodes.addObject().put("name", node.getName()).put("state", node.getState());
      text(one, "address", node.getAddress());
      text(one, "build", node.getBuild());
      text(one, "processor", node.getProcessor());
      one.put("slots", node.getSlots());
      node.getDevicesList().forEach(one.putArray("devices")::add);
      if (node.getSinceMillis() == 0) {
        one.putNull("since");
      } else {
        one.put("since", node.getSinceMillis());
      }
      node.getDoingList().forEach(one.putArray("doing")::add);
    }
    all.put("invitations", list.getInvitations());
    list.getRefusedList().forEach(all.putArray("refused")::add);
    list.getNotesList().forEach(all.putArray("notes")::add);
    return all;
  }

  private static void text(ObjectNode node, String key, String value) {
    if (value.isEmpty()) {
      node.putNull(key);
    } else {
      node.put(key, value);
    }
  }
}
