package io.symlab.actors.cluster;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import io.symlab.actors.host.WorkerHost;
import io.symlab.actors.trust.Gatehouse;
import io.symlab.actors.trust.NodeNames;
import io.symlab.actors.trust.Terms;
import io.symlab.experiment.LabException;
import io.symlab.proto.HostRecord;
import io.symlab.proto.NodeHello;
import io.symlab.proto.NodeMessage;
import java.io.IOException;

/** Judges workers that have joined the cluster and say who they are. */
final class Admission {
  private final Gatehouse gatehouse;
  private final ActorRefResolver references;
  private final String engine;

  /**
   * @param engine what computes learned optimizers in the lab
   */
  Admission(Gatehouse gatehouse, ActorRefResolver references, String engine) {
    this.gatehouse = gatehouse;
    this.references = references;
    this.engine = engine;
  }

  ActorRef<NodeMessage> guardian(NodeHello hello) {
    return references.resolveActorRef(hello.getGuardian());
  }

  /** What it lends: of one that the lab has started for a device, that alone. */
  HostRecord lends(NodeHello hello) {
    HostRecord record = hello.getRecord();
    return NodeNames.isOwn(record.getName()) ? record.toBuilder().setSlots(0).build() : record;
  }

  ActorRef<WorkerHost.Command> host(NodeHello hello) {
    return references.resolveActorRef(hello.getHost());
  }

  /**
   * Lets in.
   *
   * @throws LabException why not: it was not let in under that name and address, or would compute
   *     something else
   */
  void require(NodeHello hello) throws LabException, IOException {
    HostRecord record = hello.getRecord();
    String host = guardian(hello).path().address().getHost().orElse("");
    if (!gatehouse.isFor(record.getName(), host)) {
      throw new LabException(1, "the lab knows no worker " + record.getName() + " at " + host);
    }
    Terms.requireBuild(record.getBuild());
    Terms.requireClock(hello.getClockMillis(), System.currentTimeMillis());
    if (!record.getEngine().equals(engine)) {
      throw new LabException(
          LabException.BAD_INPUT,
          "learned optimizers are computed by "
              + record.getEngine()
              + " there and by "
              + engine
              + " in the lab; set symlab.rule-engine to the same");
    }
  }
}
