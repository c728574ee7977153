package io.symlab.actors.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.symlab.actors.trust.ClusterFolder;
import io.symlab.actors.trust.Place;
import io.symlab.experiment.LabException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What makes an actor system part of a cluster: nothing, where a home was never opened to workers.
 * What is the same for all clusters stands in {@code application.conf}.
 */
public final class ClusterSettings {
  /** Where the keys are: the home, or a worker's own folder. */
  static final String HOME = "symlab.cluster.home";

  /** The actor system of every process of a cluster. */
  public static final String SYSTEM = "symlab";

  /**
   * A worker whose first word is lost on a busy machine says it again soon; one that does not get
   * in begins anew; one that leaves lets go in peace.
   */
  private static final Config WORKER =
      ConfigFactory.parseMap(
          Map.of(
              "akka.cluster.seed-node-timeout",
              "3s",
              "akka.cluster.retry-unsuccessful-join-after",
              "4s",
              "akka.cluster.shutdown-after-unsuccessful-join-seed-nodes",
              "60s",
              "akka.coordinated-shutdown.phases.before-service-unbind.timeout",
              "20s"));

  private ClusterSettings() {}

  /**
   * Of a home.
   *
   * @param home a lab's, or a worker's own folder
   * @throws LabException when it is part of a cluster and where can't be read
   */
  public static Config of(Path home) throws LabException {
    ClusterFolder folder = ClusterFolder.of(home);
    if (!folder.isOpen()) {
      return ConfigFactory.empty();
    }
    Place place = folder.place();
    boolean lab = place.name().equals(Place.LAB);
    return (lab ? ConfigFactory.empty() : WORKER).withFallback(common(home, place, lab));
  }

  private static Config common(Path home, Place place, boolean lab) {
    return ConfigFactory.parseMap(
            Map.of(
                HOME,
                home.toString(),
                "akka.actor.provider",
                "cluster",
                "akka.remote.artery.canonical.hostname",
                place.host(),
                "akka.remote.artery.canonical.port",
                place.port(),
                "akka.cluster.roles",
                List.of(lab ? "lab" : "worker")))
        .withValue(
            "akka.cluster.seed-nodes", ConfigValueFactory.fromIterable(List.of(address(place))));
  }

  /** Whether an actor system is part of a cluster. */
  static boolean isCluster(Config config) {
    return config.getString("akka.actor.provider").equals("cluster");
  }

  /** Of the lab, as Akka writes it. */
  public static String address(Place place) {
    String host = place.labHost().contains(":") ? "[" + place.labHost() + "]" : place.labHost();
    return "akka://" + SYSTEM + "@" + host + ":" + place.labPort();
  }
}
