package io.symlab.actors.work.rollout;

import com.google.protobuf.ByteString;
import io.symlab.proto.NumberedBatch;
import io.symlab.symbolic.sample.SampleBatch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Sample batches as messages carry them. */
public final class Batches {
  private Batches() {}

  public static NumberedBatch toMessage(SampleBatch batch) {
    var bytes =
        ByteBuffer.allocate(Float.BYTES * batch.values().length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(batch.values());
    return NumberedBatch.newBuilder()
        .setNumber(batch.number())
        .setRows(batch.rows())
        .setWidth(batch.width())
        .setValues(ByteString.copyFrom(bytes))
        .build();
  }

  public static SampleBatch ofMessage(NumberedBatch message) {
    float[] values = new float[message.getValues().size() / Float.BYTES];
    message
        .getValues()
        .asReadOnlyByteBuffer()
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(values);
    return new SampleBatch(message.getNumber(), message.getRows(), message.getWidth(), values);
  }
}
