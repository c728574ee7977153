package io.symlab.actors;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.SelfUp;
import akka.cluster.typed.Subscribe;
import com.typesafe.config.ConfigFactory;
import io.symlab.actors.cluster.ClusterSettings;
import io.symlab.actors.host.HostRecords;
import io.symlab.actors.trust.ClusterFolder;
import io.symlab.actors.worker.WorkerProcess;
import io.symlab.proto.NodeHello;
import io.symlab.proto.NodeMessage;
import java.nio.file.Path;
import java.util.List;

/** A member with a good certificate that says who it is, and then sends what nobody can read. */
final class RogueWorker {
  private RogueWorker() {}

  /** What it sends; bound to a serializer that the lab does not have. */
  record Garbage() {}

  /** Called by Akka. */
  public static final class GarbageSerializer extends akka.serialization.JSerializer {
    @Override
    public int identifier() {
      return 99_999;
    }

    @Override
    public byte[] toBinary(Object object) {
      return new byte[] {1, 2, 3};
    }

    @Override
    public boolean includeManifest() {
      return false;
    }

    @Override
    public Object fromBinaryJava(byte[] bytes, Class<?> manifest) {
      return new Garbage();
    }
  }

  /** What the forked process runs. */
  public static void main(String[] arguments) throws Exception {
    Path home = Path.of(arguments[0]);
    Path own = WorkerProcess.folder(home);
    var garbage =
        ConfigFactory.parseString(
            "akka.actor { serializers.garbage = \""
                + GarbageSerializer.class.getName()
                + "\", serialization-bindings { \""
                + Garbage.class.getName()
                + "\" = garbage } }");
    var config = garbage.withFallback(LabConfig.worker(home, own, ConfigFactory.empty()));
    String name = ClusterFolder.of(own).place().name();
    String lab = ClusterSettings.address(ClusterFolder.of(own).place());
    ActorSystem.create(rogue(name, lab + "/user/nodes/desk"), ClusterSettings.SYSTEM, config)
        .getWhenTerminated()
        .toCompletableFuture()
        .get();
  }

  private static Behavior<Object> rogue(String name, String desk) {
    return Behaviors.setup(
        context -> {
          var references = ActorRefResolver.get(context.getSystem());
          ActorRef<Object> lab = references.resolveActorRef(desk);
          String self = references.toSerializationFormat(context.getSelf());
          Cluster.get(context.getSystem())
              .subscriptions()
              .tell(Subscribe.create(context.getSelf().narrow(), SelfUp.class));
          return Behaviors.receiveMessage(
              message -> {
                if (message instanceof SelfUp) {
                  var hello =
                      NodeHello.newBuilder()
                          .setRecord(HostRecords.here(name, 1, List.of()))
                          .setGuardian(self)
                          .setHost(self)
                          .setClockMillis(System.currentTimeMillis());
                  lab.tell(NodeMessage.newBuilder().setHello(hello).build());
                } else if (message instanceof NodeMessage said) {
                  System.out.println("the lab says " + said);
                  lab.tell(new Garbage());
                }
                return Behaviors.same();
              });
        });
  }
}
