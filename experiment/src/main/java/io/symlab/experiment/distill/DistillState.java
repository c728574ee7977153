package io.symlab.experiment.distill;

import io.symlab.experiment.results.ResultFormatException;
import io.symlab.experiment.results.ResultJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * All that a run goes on from, bit for bit: what was asked for, on which data, and the islands.
 *
 * @param head settings and the like, as JSON
 * @param islands an archipelago's save form
 */
record DistillState(Head head, byte[] islands) {
  private static final String SCHEMA = "symlab.distill-state/1";
  private static final byte[] MAGIC = "SYMLAB-DISTILL\n".getBytes(StandardCharsets.US_ASCII);

  private static final Map<String, Object> LATER = Map.of("centres", List.of());

  /**
   * @param version of the code that wrote it
   * @param data the checksums of what was read
   * @param seconds searched so far
   * @param started ISO 8601, when the first part began
   * @param centres what the columns are less in the islands, and y; none where files are too old to
   *     say
   */
  record Head(
      String version,
      DistillSettings settings,
      DistillLimits limits,
      List<DataStamp> data,
      double seconds,
      String started,
      List<Double> centres) {
    Head {
      centres = List.copyOf(centres);
      data = List.copyOf(data);
    }
  }

  /** The magic, a checksum of the rest, the head's length and the head, the islands. */
  byte[] toBytes() {
    byte[] json = ResultJson.write(SCHEMA, head);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(MAGIC);
      out.writeLong(checksum(json, islands));
      out.writeInt(json.length);
      out.write(json);
      out.write(islands);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Back from {@link #toBytes}.
   *
   * @throws ResultFormatException when it is damaged
   */
  static DistillState ofBytes(byte[] bytes, String origin) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      byte[] magic = in.readNBytes(MAGIC.length);
      if (!Arrays.equals(magic, MAGIC)) {
        throw new ResultFormatException(origin + " holds no saved run");
      }
      long checksum = in.readLong();
      byte[] json = in.readNBytes(in.readInt());
      byte[] islands = in.readAllBytes();
      if (checksum(json, islands) != checksum) {
        throw new ResultFormatException(origin + " is damaged: its checksum is another");
      }
      return new DistillState(ResultJson.read(json, SCHEMA, Head.class, origin, LATER), islands);
    } catch (IOException | IllegalArgumentException e) {
      throw new ResultFormatException(origin + " is damaged: " + e.getMessage(), e);
    }
  }

  private static long checksum(byte[] json, byte[] islands) {
    CRC32 sum = new CRC32();
    sum.update(json);
    sum.update(islands);
    return sum.getValue();
  }
}
