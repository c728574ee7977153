package io.symlab.actors.wire;

import akka.actor.ExtendedActorSystem;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.javadsl.Adapter;
import akka.serialization.SerializerWithStringManifest;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.symlab.actors.stage.WorkerMessage;
import io.symlab.proto.ExperimentEvent;
import io.symlab.proto.ExperimentState;
import io.symlab.proto.LabEvent;
import io.symlab.proto.LabState;
import io.symlab.proto.NodeMessage;
import io.symlab.proto.TrialEvent;
import io.symlab.proto.TrialState;
import java.io.NotSerializableException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The one serializer of the lab: everything that crosses a process or enters the journal is a
 * Protobuf message, told apart by its full name. The few records that carry an actor reference
 * travel in an envelope message of their own.
 */
public final class ProtoSerializer extends SerializerWithStringManifest {
  private static final int IDENTIFIER = 7_300_001;

  private static final Map<String, Parser<? extends Message>> MESSAGES =
      messages(
          LabEvent.getDefaultInstance(),
          LabState.getDefaultInstance(),
          ExperimentEvent.getDefaultInstance(),
          ExperimentState.getDefaultInstance(),
          TrialEvent.getDefaultInstance(),
          TrialState.getDefaultInstance(),
          NodeMessage.getDefaultInstance());

  /** What snapshots hold. */
  private static final Set<String> STATES =
      Set.of(
          LabState.getDescriptor().getFullName(),
          ExperimentState.getDescriptor().getFullName(),
          TrialState.getDescriptor().getFullName());

  private final ExtendedActorSystem system;

  /** Called by Akka. */
  public ProtoSerializer(ExtendedActorSystem system) {
    this.system = system;
  }

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object object) {
    if (object instanceof WorkerMessage message) {
      return WorkerMessages.manifest(message);
    }
    if (StageMessages.isOne(object)) {
      return StageMessages.manifest(object);
    }
    if (object instanceof Message message) {
      String name = message.getDescriptorForType().getFullName();
      if (MESSAGES.containsKey(name)) {
        return STATES.contains(name) ? name + Sealed.ENDING : name;
      }
    }
    throw new IllegalArgumentException(
        "no form on the wire for " + object.getClass().getName() + "; add it to ProtoSerializer");
  }

  @Override
  public byte[] toBinary(Object object) {
    if (object instanceof WorkerMessage message) {
      return WorkerMessages.toBytes(message, references());
    }
    if (StageMessages.isOne(object)) {
      return StageMessages.toBytes(object, references());
    }
    if (object instanceof Message message) {
      boolean state = STATES.contains(message.getDescriptorForType().getFullName());
      return state ? Sealed.seal(message) : message.toByteArray();
    }
    throw new IllegalArgumentException("no form on the wire for " + object.getClass().getName());
  }

  @Override
  public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
    try {
      if (WorkerMessages.knows(manifest)) {
        return WorkerMessages.ofBytes(manifest, bytes, references());
      }
      if (StageMessages.knows(manifest)) {
        return StageMessages.ofBytes(manifest, bytes, references());
      }
      String name =
          manifest.endsWith(Sealed.ENDING)
              ? manifest.substring(0, manifest.length() - Sealed.ENDING.length())
              : manifest;
      Parser<? extends Message> parser = MESSAGES.get(name);
      if (parser == null) {
        throw new NotSerializableException(
            "unknown message '"
                + manifest
                + "': it was written by another version of Symlab; open it with that one");
      }
      return Sealed.open(parser, name, manifest, bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new NotSerializableException("damaged message '" + manifest + "': " + e.getMessage());
    }
  }

  private ActorRefResolver references() {
    return ActorRefResolver.get(Adapter.toTyped(system));
  }

  private static Map<String, Parser<? extends Message>> messages(Message... defaults) {
    var byName = new LinkedHashMap<String, Parser<? extends Message>>();
    for (Message message : defaults) {
      byName.put(message.getDescriptorForType().getFullName(), message.getParserForType());
    }
    return Map.copyOf(byName);
  }
}
