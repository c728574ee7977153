package io.symlab.actors.cluster;

import com.typesafe.config.Config;
import io.symlab.actors.trust.ClusterFolder;
import io.symlab.proto.HostRecord;
import java.nio.file.Path;

/**
 * What a lab needs to know to have workers.
 *
 * @param folder the lab's keys, if it was opened to workers
 * @param port wanted for the cluster; 0: any that is free
 * @param enrolmentPort wanted for invitations; 0: any that is free
 * @param restarts whether the lab may begin anew in its process
 * @param own what the lab's own process has for work
 * @param startedMillis since 1970
 */
public record NodeSettings(
    ClusterFolder folder,
    int port,
    int enrolmentPort,
    boolean restarts,
    HostRecord own,
    long startedMillis) {

  /** From a daemon's block {@code symlab}. */
  public static NodeSettings of(Path home, Config symlab, HostRecord own, long startedMillis) {
    return new NodeSettings(
        ClusterFolder.of(home),
        symlab.getInt("cluster.port"),
        symlab.getInt("cluster.enrolment-port"),
        symlab.getBoolean("cluster.restarts"),
        own,
        startedMillis);
  }
}
