package io.symlab.model.optimizee;

import io.symlab.model.data.DataException;
import io.symlab.model.data.ExampleArrays;
import io.symlab.model.data.NumberArray;
import io.symlab.symbolic.Sha256;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Files of a user's own problem.
 *
 * @param script a TorchScript file whose module takes a batch of each array and gives the loss;
 *     empty for none
 * @param arrays an .npz file, or a folder of .npy and IDX files
 * @param inputs names of the arrays, in the order in which the module takes them
 */
public record OwnTask(String script, String arrays, List<String> inputs) {
  /** No such problem. */
  public static final OwnTask NONE = new OwnTask("", "", List.of("x", "y"));

  private static final ConcurrentMap<Stamp, SoftReference<ExampleArrays>> READ =
      new ConcurrentHashMap<>();

  /** A file as it was when it was read: another size or time means another content. */
  private record Stamp(Path file, long size, String changed) {}

  public OwnTask {
    inputs = List.copyOf(inputs);
  }

  /** The same files from other places. */
  public OwnTask at(Path otherScript, Path otherArrays) {
    return new OwnTask(otherScript.toString(), otherArrays.toString(), inputs);
  }

  /**
   * The arrays that the module takes.
   *
   * @throws DataException naming the file, what is wrong and what to do
   */
  public List<NumberArray> examples() {
    Path where = Path.of(arrays);
    if (Files.isDirectory(where)) {
      return ExampleArrays.read(where).together(inputs);
    }
    Stamp stamp = stamp(where);
    SoftReference<ExampleArrays> kept = READ.get(stamp);
    ExampleArrays found = kept == null ? null : kept.get();
    if (found == null) {
      found = ExampleArrays.read(where);
      READ.keySet().removeIf(old -> old.file().equals(where));
      READ.put(stamp, new SoftReference<>(found));
    }
    return found.together(inputs);
  }

  private static Stamp stamp(Path file) {
    try {
      return new Stamp(file, Files.size(file), Files.getLastModifiedTime(file).toString());
    } catch (IOException e) {
      throw new DataException(
          "there is no " + file + ": name an .npz file, or a folder of .npy or IDX files", e);
    }
  }

  /** What the problem is made of, in one line. */
  public String description() {
    return script + " on " + String.join(", ", inputs) + " of " + arrays;
  }

  /**
   * SHA-256, in hex, over the script's bytes and the arrays.
   *
   * @throws DataException when they cannot be read
   */
  public String checksum() {
    try {
      MessageDigest digest = Sha256.begin();
      digest.update(Files.readAllBytes(Path.of(script)));
      digest.update(HexFormat.of().parseHex(ExampleArrays.checksum(examples())));
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw DataException.unreadable(Path.of(script), e);
    }
  }
}
