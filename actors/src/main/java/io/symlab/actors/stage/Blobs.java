package io.symlab.actors.stage;

import com.google.protobuf.ByteString;
import io.symlab.proto.BlobPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cuts what may be too big for one message into parts, and puts them together again. */
public final class Blobs {
  /** Of one part, at most. */
  public static final int PART_BYTES = 128 * 1024;

  private Blobs() {}

  /** Parts of at most 128 KiB, in order; at least one. */
  public static List<BlobPart> split(ByteString blob) {
    int count = Math.max(1, (blob.size() + PART_BYTES - 1) / PART_BYTES);
    List<BlobPart> parts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int end = Math.min(blob.size(), (i + 1) * PART_BYTES);
      parts.add(
          BlobPart.newBuilder()
              .setIndex(i)
              .setCount(count)
              .setBytes(blob.substring(i * PART_BYTES, end))
              .build());
    }
    return parts;
  }

  /** Puts the parts of one blob together; they come in order, as between two actors they do. */
  public static final class Assembly {
    private ByteString soFar = ByteString.EMPTY;
    private int next;

    /** The whole, when this was its last part. */
    public Optional<ByteString> add(BlobPart part) {
      if (part.getIndex() != next) {
        throw new IllegalStateException(
            "part " + part.getIndex() + " came where " + next + " was due");
      }
      soFar = soFar.concat(part.getBytes());
      next++;
      if (next < part.getCount()) {
        return Optional.empty();
      }
      ByteString whole = soFar;
      soFar = ByteString.EMPTY;
      next = 0;
      return Optional.of(whole);
    }
  }
}
