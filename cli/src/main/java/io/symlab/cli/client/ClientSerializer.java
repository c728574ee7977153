package io.symlab.cli.client;

import akka.serialization.SerializerWithStringManifest;
import io.symlab.proto.ClientEnvelope;
import io.symlab.proto.ClientReply;
import java.io.IOException;
import java.io.NotSerializableException;

/**
 * A client's half of the lab's serializer: writes questions, reads answers. Knows no other message,
 * because a client that loaded them all would take twice as long.
 */
public final class ClientSerializer extends SerializerWithStringManifest {
  /** That of the lab's own serializer, as are the manifests. */
  private static final int IDENTIFIER = 7_300_001;

  private static final String QUESTION = "symlab.ClientEnvelope";
  private static final String ANSWER = "symlab.ClientReply";

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object message) {
    if (message instanceof ClientEnvelope) {
      return QUESTION;
    }
    throw new IllegalArgumentException("a client does not send a " + message.getClass().getName());
  }

  @Override
  public byte[] toBinary(Object message) {
    return ((ClientEnvelope) message).toByteArray();
  }

  @Override
  public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
    if (!manifest.equals(ANSWER)) {
      throw new NotSerializableException("a client is not sent a " + manifest);
    }
    try {
      return ClientReply.parseFrom(bytes);
    } catch (IOException e) {
      throw new NotSerializableException("damaged answer: " + e.getMessage());
    }
  }
}
