package io.symlab.actors.lab;

import com.typesafe.config.Config;
import io.symlab.actors.cluster.NodeSettings;
import io.symlab.actors.home.HomeHealth;
import io.symlab.actors.host.HostRecords;
import io.symlab.actors.host.Workers;
import io.symlab.actors.pool.Resources;
import io.symlab.actors.processes.OwnProcess;
import io.symlab.actors.stage.WorkerContext;
import io.symlab.actors.trial.RetryPolicy;
import io.symlab.actors.trial.TrialSettings;
import io.symlab.actors.work.StageWorkers;
import io.symlab.experiment.recipe.RecipeParser;
import io.symlab.proto.HostRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the actors of a lab need to know; read once at start from the block {@code symlab}.
 *
 * @param home absolute
 * @param resources what its hosts have to lend
 * @param maxRecipeBytes longest recipe that is taken
 * @param stopTimeout how long stages get to leave a checkpoint
 * @param retry when trials are given up
 * @param workers where stage workers come from
 * @param recipes reads what is submitted
 * @param startedMillis since 1970
 * @param health whether the home can be worked in
 * @param nodes what having workers takes
 * @param processes of its own, for its devices
 * @param firstAtWork the first of the trials that were at work when the lab died last, e.g. {@code
 *     e3-1}; empty when that is not known
 */
public record LabSettings(
    Path home,
    Resources resources,
    int maxRecipeBytes,
    Duration stopTimeout,
    RetryPolicy retry,
    Workers workers,
    RecipeParser recipes,
    long startedMillis,
    HomeHealth health,
    NodeSettings nodes,
    List<OwnProcess> processes,
    Optional<String> firstAtWork) {

  /**
   * From a daemon's whole config.
   *
   * @param last what the lab's last life left
   */
  public static LabSettings of(Path home, Config config, LastLife last) {
    Config symlab = config.getConfig("symlab");
    long now = System.currentTimeMillis();
    var context = WorkerContext.of(home, symlab.getDuration("checkpoint-interval"));
    List<OwnProcess> processes = OwnProcess.of(home, config);
    HostRecord own = HostRecords.of(HostRecords.LAB, config);
    if (!processes.isEmpty()) {
      own = own.toBuilder().clearDevices().setLeadsOnly(true).build();
    }
    return new LabSettings(
        home,
        Resources.of(own, processes.stream().map(OwnProcess::resources).toList()),
        symlab.getInt("max-recipe-bytes"),
        symlab.getDuration("stop-timeout"),
        RetryPolicy.of(symlab.getConfig("retry")),
        new StageWorkers(context),
        RecipeParser.of(config),
        now,
        new HomeHealth(home, symlab.getBytes("disk-reserve"), last.notes()),
        NodeSettings.of(home, symlab, own, now),
        processes,
        last.firstAtWork());
  }

  /** Of its own process: where files are, which threads work. */
  WorkerContext files() {
    return WorkerContext.of(home, Duration.ZERO);
  }

  /** What its trials need to know. */
  public TrialSettings trial() {
    return new TrialSettings(home, stopTimeout, retry, health, firstAtWork);
  }
}
