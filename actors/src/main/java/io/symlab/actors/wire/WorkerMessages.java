package io.symlab.actors.wire;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import com.google.protobuf.InvalidProtocolBufferException;
import io.symlab.actors.host.Courier;
import io.symlab.actors.host.FileKeeper;
import io.symlab.actors.host.WorkerHost;
import io.symlab.actors.stage.WorkerMessage;
import io.symlab.actors.stage.WorkerSaid;
import io.symlab.actors.work.crew.Crew;
import io.symlab.actors.work.island.IslandWorker;
import io.symlab.actors.work.island.ReservoirWorker;
import io.symlab.actors.work.rollout.RolloutWorker;
import io.symlab.proto.BlobPart;
import io.symlab.proto.Credit;
import io.symlab.proto.DropWorker;
import io.symlab.proto.HostRecord;
import io.symlab.proto.LinePart;
import io.symlab.proto.LookAtHost;
import io.symlab.proto.MakeWorker;
import io.symlab.proto.Migrants;
import io.symlab.proto.Need;
import io.symlab.proto.NumberedBatch;
import io.symlab.proto.RecordEnd;
import io.symlab.proto.Stock;
import io.symlab.proto.Turn;
import io.symlab.proto.WorkerEnded;
import io.symlab.proto.WorkerEnvelope;
import io.symlab.proto.WorkerEvent;
import io.symlab.proto.WorkerMade;
import java.io.NotSerializableException;
import java.util.Map;
import java.util.Optional;

/** The form on the wire of every message between workers. The serializer asks here. */
public final class WorkerMessages {
  private static final Map<String, Reader> READERS =
      Map.ofEntries(
          Map.entry("work.Said", in -> new WorkerSaid(WorkerEvent.parseFrom(in.body))),
          Map.entry(
              "work.rollout.Begin",
              in -> new RolloutWorker.Begin(BlobPart.parseFrom(in.body), in.reference(0))),
          Map.entry("work.rollout.Go", in -> new RolloutWorker.Go(Turn.parseFrom(in.body))),
          Map.entry("work.rollout.Grant", in -> new RolloutWorker.Grant(Credit.parseFrom(in.body))),
          Map.entry(
              "work.island.Begin",
              in ->
                  new IslandWorker.Begin(
                      BlobPart.parseFrom(in.body),
                      in.reference(0),
                      in.reference(1),
                      in.reference(2))),
          Map.entry("work.island.Go", in -> new IslandWorker.Go(Turn.parseFrom(in.body))),
          Map.entry(
              "work.island.Arrive", in -> new IslandWorker.Arrive(Migrants.parseFrom(in.body))),
          Map.entry(
              "work.island.Stocked", in -> new IslandWorker.Stocked(Stock.parseFrom(in.body))),
          Map.entry(
              "work.reservoir.Append",
              in -> new ReservoirWorker.Append(NumberedBatch.parseFrom(in.body))),
          Map.entry(
              "work.reservoir.End", in -> new ReservoirWorker.End(RecordEnd.parseFrom(in.body))),
          Map.entry(
              "work.reservoir.Ask",
              in -> new ReservoirWorker.Ask(Need.parseFrom(in.body), in.reference(0))),
          Map.entry(
              "host.Make",
              in ->
                  new WorkerHost.Make(
                      MakeWorker.parseFrom(in.body), in.reference(0), in.optionalReference(1))),
          Map.entry("host.Drop", in -> new WorkerHost.Drop(DropWorker.parseFrom(in.body))),
          Map.entry(
              "host.Look",
              in -> new WorkerHost.Look(LookAtHost.parseFrom(in.body), in.reference(0))),
          Map.entry("host.Here", in -> new WorkerHost.Here(HostRecord.parseFrom(in.body))),
          Map.entry(
              "host.Made",
              in -> new WorkerHost.Made(WorkerMade.parseFrom(in.body), in.reference(0))),
          Map.entry("host.Refused", in -> new WorkerHost.Refused(WorkerEnded.parseFrom(in.body))),
          Map.entry("host.Gone", in -> new WorkerHost.Gone(WorkerEnded.parseFrom(in.body))),
          Map.entry(
              "host.Said", in -> new FileKeeper.Said(LinePart.parseFrom(in.body), in.reference(0))),
          Map.entry(
              "crew.Order", in -> new Crew.Order(LinePart.parseFrom(in.body), in.reference(0))),
          Map.entry("crew.Pass", in -> new Crew.Pass(LinePart.parseFrom(in.body), in.reference(0))),
          Map.entry("crew.Passed", in -> new Crew.Passed(LinePart.parseFrom(in.body))),
          Map.entry("crew.Said", in -> new Crew.Said(LinePart.parseFrom(in.body))),
          Map.entry("host.Answered", in -> new Courier.Answered(LinePart.parseFrom(in.body))));

  private static final Map<Class<?>, String> MANIFESTS =
      Map.ofEntries(
          Map.entry(WorkerSaid.class, "work.Said"),
          Map.entry(RolloutWorker.Begin.class, "work.rollout.Begin"),
          Map.entry(RolloutWorker.Go.class, "work.rollout.Go"),
          Map.entry(RolloutWorker.Grant.class, "work.rollout.Grant"),
          Map.entry(IslandWorker.Begin.class, "work.island.Begin"),
          Map.entry(IslandWorker.Go.class, "work.island.Go"),
          Map.entry(IslandWorker.Arrive.class, "work.island.Arrive"),
          Map.entry(IslandWorker.Stocked.class, "work.island.Stocked"),
          Map.entry(ReservoirWorker.Append.class, "work.reservoir.Append"),
          Map.entry(ReservoirWorker.End.class, "work.reservoir.End"),
          Map.entry(ReservoirWorker.Ask.class, "work.reservoir.Ask"),
          Map.entry(WorkerHost.Make.class, "host.Make"),
          Map.entry(WorkerHost.Drop.class, "host.Drop"),
          Map.entry(WorkerHost.Look.class, "host.Look"),
          Map.entry(WorkerHost.Here.class, "host.Here"),
          Map.entry(WorkerHost.Made.class, "host.Made"),
          Map.entry(WorkerHost.Refused.class, "host.Refused"),
          Map.entry(WorkerHost.Gone.class, "host.Gone"),
          Map.entry(FileKeeper.Said.class, "host.Said"),
          Map.entry(Crew.Order.class, "crew.Order"),
          Map.entry(Crew.Pass.class, "crew.Pass"),
          Map.entry(Crew.Passed.class, "crew.Passed"),
          Map.entry(Crew.Said.class, "crew.Said"),
          Map.entry(Courier.Answered.class, "host.Answered"));

  private WorkerMessages() {}

  /** Makes a message of what came over the wire. */
  @FunctionalInterface
  private interface Reader {
    WorkerMessage read(Incoming in) throws InvalidProtocolBufferException;
  }

  /** A message's body and references, as they came. */
  private record Incoming(byte[] body, WorkerEnvelope envelope, ActorRefResolver resolver) {
    /** The reader knows what kind of actor it is; Akka does not check it either. */
    <T> ActorRef<T> reference(int index) {
      return resolver.resolveActorRef(envelope.getReferences(index));
    }

    /** As {@link #reference}, of one that may not be named. */
    <T> Optional<ActorRef<T>> optionalReference(int index) {
      return index < envelope.getReferencesCount()
          ? Optional.of(reference(index))
          : Optional.empty();
    }
  }

  /** Whether a manifest is of a message between workers. */
  public static boolean knows(String manifest) {
    return READERS.containsKey(manifest);
  }

  /** What a message is called on the wire. */
  public static String manifest(WorkerMessage message) {
    String manifest = MANIFESTS.get(message.getClass());
    if (manifest == null) {
      throw new IllegalArgumentException("no form on the wire for " + message.getClass().getName());
    }
    return manifest;
  }

  public static byte[] toBytes(WorkerMessage message, ActorRefResolver resolver) {
    var envelope = WorkerEnvelope.newBuilder().setBody(message.body().toByteString());
    for (ActorRef<?> reference : message.references()) {
      envelope.addReferences(resolver.toSerializationFormat(reference));
    }
    return envelope.build().toByteArray();
  }

  /**
   * Back from {@link #toBytes}.
   *
   * @throws NotSerializableException when the manifest is unknown
   */
  public static WorkerMessage ofBytes(String manifest, byte[] bytes, ActorRefResolver resolver)
      throws NotSerializableException, InvalidProtocolBufferException {
    Reader reader = READERS.get(manifest);
    if (reader == null) {
      throw new NotSerializableException("unknown message '" + manifest + "'");
    }
    WorkerEnvelope envelope = WorkerEnvelope.parseFrom(bytes);
    return reader.read(new Incoming(envelope.getBody().toByteArray(), envelope, resolver));
  }
}
