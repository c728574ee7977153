package io.symlab.actors.wire;

import akka.actor.typed.ActorRefResolver;
import com.google.protobuf.InvalidProtocolBufferException;
import io.symlab.actors.stage.StageWorker;
import io.symlab.proto.StageEnvelope;
import io.symlab.proto.StageReport;
import io.symlab.proto.StageStop;
import java.util.Set;

/** The form on the wire of what trials and stage workers say to each other. */
final class StageMessages {
  private static final String BEGIN = StageEnvelope.getDescriptor().getFullName();
  private static final String STOP = StageStop.getDescriptor().getFullName();
  private static final String REPORT = StageReport.getDescriptor().getFullName();
  private static final Set<String> ALL = Set.of(BEGIN, STOP, REPORT);

  private StageMessages() {}

  static boolean isOne(Object object) {
    return object instanceof StageWorker.Begin
        || object instanceof StageWorker.Stop
        || object instanceof StageWorker.Report;
  }

  static boolean knows(String manifest) {
    return ALL.contains(manifest);
  }

  static String manifest(Object object) {
    if (object instanceof StageWorker.Begin) {
      return BEGIN;
    }
    return object instanceof StageWorker.Stop ? STOP : REPORT;
  }

  static byte[] toBytes(Object object, ActorRefResolver references) {
    if (object instanceof StageWorker.Begin begin) {
      return StageEnvelope.newBuilder()
          .setBody(begin.work())
          .setReplyTo(references.toSerializationFormat(begin.replyTo()))
          .build()
          .toByteArray();
    }
    if (object instanceof StageWorker.Report report) {
      return report.body().toByteArray();
    }
    return StageStop.getDefaultInstance().toByteArray();
  }

  static Object ofBytes(String manifest, byte[] bytes, ActorRefResolver references)
      throws InvalidProtocolBufferException {
    if (manifest.equals(BEGIN)) {
      StageEnvelope envelope = StageEnvelope.parseFrom(bytes);
      return new StageWorker.Begin(
          envelope.getBody(), references.resolveActorRef(envelope.getReplyTo()));
    }
    if (manifest.equals(REPORT)) {
      return new StageWorker.Report(StageReport.parseFrom(bytes));
    }
    return new StageWorker.Stop();
  }
}
