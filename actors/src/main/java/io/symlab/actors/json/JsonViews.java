package io.symlab.actors.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.symlab.experiment.results.FrontFile;
import io.symlab.experiment.results.Ranking;
import io.symlab.proto.DeviceHolder;
import io.symlab.proto.DeviceList;
import io.symlab.proto.DeviceView;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.HostView;
import io.symlab.proto.IslandView;
import io.symlab.proto.LabView;
import io.symlab.proto.RungReached;
import io.symlab.proto.StageProgress;
import io.symlab.proto.StageView;
import io.symlab.proto.TrialView;
import io.symlab.symbolic.export.FrontJson;
import java.util.TreeMap;

/**
 * The lab's answers as {@code --json} prints them and the page gets them: names stay as they are,
 * unknown is null.
 */
public final class JsonViews {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private JsonViews() {}

  public static ObjectNode object() {
    return JSON.objectNode();
  }

  public static ArrayNode array() {
    return JSON.arrayNode();
  }

  public static ObjectNode lab(LabView lab) {
    ObjectNode node =
        object()
            .put("pid", lab.getPid())
            .put("home", lab.getHome())
            .put("version", lab.getVersion())
            .put("started", lab.getStartedMillis())
            .put("slots", lab.getSlots())
            .put("slots_free", lab.getSlotsFree())
            .put("experiments", lab.getExperiments())
            .put("running", atWork(lab))
            .put("not_ended", lab.getRunning())
            .put("paused", lab.getPaused());
    textOrNull(node, "held", lab.getTrouble());
    lab.getNotesList().forEach(node.putArray("notes")::add);
    textOrNull(node, "unit", lab.getUnit());
    ArrayNode held = node.putArray("slots_held");
    lab.getHeldList()
        .forEach(one -> held.addObject().put("trial", one.getTrial()).put("slots", one.getSlots()));
    return node;
  }

  /** What the hosts of a lab have, and who holds it. */
  public static ArrayNode devices(DeviceList list) {
    ArrayNode hosts = array();
    for (HostView host : list.getHostsList()) {
      ObjectNode node =
          hosts.addObject().put("host", host.getName()).put("draining", host.getDraining());
      ArrayNode devices = node.putArray("devices");
      host.getDevicesList().forEach(device -> devices.add(device(device)));
    }
    return hosts;
  }

  private static ObjectNode device(DeviceView device) {
    ObjectNode node = object().put("device", device.getName()).put("kind", device.getKind());
    textOrNull(node, "model", device.getModel());
    node.put("shares", device.getShares())
        .put("shares_free", device.getSharesFree())
        .put("memory", device.getMemory())
        .put("memory_free", device.getMemoryFree());
    ArrayNode holders = node.putArray("holders");
    for (DeviceHolder one : device.getHoldersList()) {
      ObjectNode holder = holders.addObject().put("trial", one.getTrial());
      textOrNull(holder, "stage", one.getStage());
      holder.put("shares", one.getShares()).put("memory", one.getMemory());
    }
    return node;
  }

  /** Experiments of which a trial holds slots. */
  private static long atWork(LabView lab) {
    return lab.getHeldList().stream()
        .map(held -> held.getTrial().replaceFirst("/.*", ""))
        .distinct()
        .count();
  }

  /** An experiment with all its trials. */
  public static ObjectNode experiment(ExperimentView experiment) {
    ObjectNode node = brief(experiment);
    ArrayNode trials = node.putArray("trials");
    experiment.getTrialsList().forEach(trial -> trials.add(trial(trial)));
    return node;
  }

  /** An experiment as a list has it: trials are counted by state. */
  public static ObjectNode brief(ExperimentView experiment) {
    ObjectNode node =
        object()
            .put("id", experiment.getId())
            .put("name", experiment.getName())
            .put("state", experiment.getState())
            .put("submitted", experiment.getSubmittedMillis());
    if (experiment.getEndedMillis() == 0) {
      node.putNull("ended");
    } else {
      node.put("ended", experiment.getEndedMillis());
    }
    node.put("directory", experiment.getDirectory());
    node.put("priority", experiment.getPriority());
    ArrayNode tags = node.putArray("tags");
    experiment.getTagsList().forEach(tags::add);
    ArrayNode after = node.putArray("after");
    experiment.getAfterList().forEach(after::add);
    textOrNull(node, "held", experiment.getHeld());
    ObjectNode counts = node.putObject("trials_by_state");
    TrialCounts.of(experiment).byState().forEach(counts::put);
    return node;
  }

  private static ObjectNode trial(TrialView trial) {
    ObjectNode node =
        object()
            .put("trial", trial.getIndex())
            .put("state", trial.getState())
            .put("label", trial.getLabel())
            .put("attempt", trial.getAttempt())
            .put("retries", trial.getRetries());
    ArrayNode stages = node.putArray("stages");
    trial.getStagesList().forEach(stage -> stages.add(stage(stage)));
    textOrNull(node, "failure_kind", trial.getFailureKind());
    textOrNull(node, "failure_cause", trial.getFailureCause());
    textOrNull(node, "report", trial.getReport());
    textOrNull(node, "note", trial.getNote());
    ArrayNode rungs = node.putArray("rungs");
    for (RungReached rung : trial.getRungsList()) {
      ObjectNode at = rungs.addObject().put("at", rung.getAt());
      number(at, "value", rung.getValue());
    }
    return node;
  }

  private static ObjectNode stage(StageView stage) {
    StageProgress progress = stage.getProgress();
    ObjectNode node =
        object()
            .put("stage", stage.getName())
            .put("state", stage.getState())
            .put("seconds", stage.getSeconds())
            .put("done", progress.getDone())
            .put("total", progress.getTotal())
            .put("unit", progress.getUnit());
    number(node, "rate", progress.getRate());
    number(
        node,
        "seconds_left",
        progress.getSecondsLeft() < 0 ? Double.NaN : progress.getSecondsLeft());
    ObjectNode figures = node.putObject("figures");
    new TreeMap<>(progress.getFiguresMap()).forEach((name, value) -> number(figures, name, value));
    if (progress.getIslandsCount() > 0) {
      ArrayNode islands = node.putArray("islands");
      progress.getIslandsList().forEach(island -> islands.add(island(island, islands.size())));
    }
    return node;
  }

  private static ObjectNode island(IslandView island, int index) {
    ObjectNode node =
        object()
            .put("island", index)
            .put("round", island.getRound())
            .put("rounds", island.getRounds())
            .put("evaluations", island.getEvaluations())
            .put("rules", island.getRules());
    number(node, "best_loss", island.hasBestLoss() ? island.getBestLoss() : Double.NaN);
    node.put("improved", island.getImproved());
    if (island.hasTook()) {
      node.put("took", island.getTook());
    } else {
      node.putNull("took");
    }
    return node;
  }

  /**
   * A front's JSON; unknown is null there, too.
   *
   * @param where it is from, to which the rest is added
   * @param tried what trials of its rules have made known of it
   */
  public static String front(FrontJson where, FrontFile front, Ranking tried) {
    where
        .with("final", front.ended())
        .with("rounds", front.rounds())
        .with("evaluations", front.evaluations());
    tried.chosen().ifPresent(row -> where.with("chosen", front.rows().get(row).complexity()));
    where.column("held_out", tried.heldOut());
    if (tried.rated()) {
      where.column("rate_factor", tried.factors());
    }
    return where.write(front.front(), front.names().columns(), front.names().signals());
  }

  private static void textOrNull(ObjectNode node, String name, String text) {
    if (text.isEmpty()) {
      node.putNull(name);
    } else {
      node.put(name, text);
    }
  }

  /** JSON has no NaN and no infinity. */
  public static void number(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.putNull(name);
    }
  }
}
