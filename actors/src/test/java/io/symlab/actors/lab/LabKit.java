package io.symlab.actors.lab;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.persistence.testkit.PersistenceTestKitPlugin;
import akka.persistence.testkit.PersistenceTestKitSnapshotPlugin;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.symlab.actors.cluster.NodeSettings;
import io.symlab.actors.home.HomeHealth;
import io.symlab.actors.host.HostRecords;
import io.symlab.actors.host.Workers;
import io.symlab.actors.pool.Resources;
import io.symlab.actors.trial.RetryPolicy;
import io.symlab.actors.trust.ClusterFolder;
import io.symlab.experiment.recipe.RecipeParser;
import io.symlab.proto.ExperimentSubmitted;
import io.symlab.proto.FrozenTrial;
import io.symlab.proto.HostRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What tests of the deciding actors share: a journal in memory, settings, a recipe. */
public final class LabKit {
  private static final String SETTINGS = "akka.actor.provider = local";

  private LabKit() {}

  public static ActorTestKit create() {
    Config config =
        PersistenceTestKitPlugin.getInstance()
            .config()
            .withFallback(PersistenceTestKitSnapshotPlugin.getInstance().config())
            .withFallback(ConfigFactory.parseString(SETTINGS))
            .withFallback(ConfigFactory.parseResources("application-test.conf"))
            .withFallback(ConfigFactory.load());
    return ActorTestKit.create(config);
  }

  public static LabSettings settings(Path home, int slots, Workers workers) {
    return settings(home, HostRecords.here(HostRecords.LAB, slots, List.of()), workers);
  }

  /** Of a lab with what a host has. */
  static LabSettings settings(Path home, HostRecord own, Workers workers) {
    var retry = new RetryPolicy(3, 5, 3, Duration.ofMillis(1), Duration.ofMillis(4));
    return new LabSettings(
        home,
        Resources.of(own),
        10_000,
        Duration.ofSeconds(60),
        retry,
        workers,
        RecipeParser.of(ConfigFactory.empty()),
        0,
        new HomeHealth(home, 0, List.of()),
        new NodeSettings(ClusterFolder.of(home), 0, 0, false, own, 0),
        List.of(),
        Optional.empty());
  }

  /** An experiment with so many trials of the smallest recipe there is. */
  public static ExperimentSubmitted submitted(String id, int trials) {
    String recipe =
        RecipeParser.of(ConfigFactory.empty())
            .parse("name = tiny, optimizee.kind = quadratic", "tiny", List.of(), Path.of("."))
            .get(0)
            .recipe()
            .toJson();
    var submitted =
        ExperimentSubmitted.newBuilder().setId(id).setName("tiny").setFingerprint("same");
    for (int i = 1; i <= trials; i++) {
      submitted.addTrials(FrozenTrial.newBuilder().setIndex(i).setRecipe(recipe));
    }
    return submitted.build();
  }
}
