package io.symlab.model.data;

import io.symlab.symbolic.Sha256;
import io.symlab.symbolic.table.NpyArray;
import io.symlab.symbolic.table.TableException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Arrays of a user's own to train on: those of an .npz file, or the .npy and IDX files of a folder,
 * gzipped or not. An array is called as its file is, without endings: {@code x.npy} is {@code x}.
 */
public final class ExampleArrays {
  private final Map<String, NumberArray> arrays;

  private ExampleArrays(Map<String, NumberArray> arrays) {
    this.arrays = arrays;
  }

  /**
   * Reads an .npz file, or a folder.
   *
   * @throws DataException naming the file, what is wrong and what to do
   */
  public static ExampleArrays read(Path where) {
    Map<String, NumberArray> arrays = new TreeMap<>();
    try {
      if (Files.isDirectory(where)) {
        folder(where, arrays);
      } else if (Files.isRegularFile(where)) {
        zip(where, arrays);
      } else {
        throw missing(where);
      }
    } catch (EOFException e) {
      throw new DataException(where + " holds an array that is cut short: save it again", e);
    } catch (TableException e) {
      throw new DataException(e.getMessage(), e);
    } catch (IOException e) {
      throw DataException.unreadable(where, e);
    }
    if (arrays.isEmpty()) {
      throw new DataException(where + " holds no array: .npy and IDX files are looked for");
    }
    return new ExampleArrays(arrays);
  }

  /**
   * The files that are looked into: an .npz file itself, or those of a folder.
   *
   * @throws DataException when there is nothing
   */
  public static List<Path> files(Path where) {
    try {
      if (Files.isDirectory(where)) {
        return inside(where).stream().filter(ExampleArrays::mayBeOne).toList();
      }
    } catch (IOException e) {
      throw DataException.unreadable(where, e);
    }
    if (!Files.isRegularFile(where)) {
      throw missing(where);
    }
    return List.of(where);
  }

  /** The .npz files of a folder. */
  static List<Path> zips(Path folder) {
    try {
      return inside(folder).stream().filter(file -> file.toString().endsWith(".npz")).toList();
    } catch (IOException e) {
      throw DataException.unreadable(folder, e);
    }
  }

  private static DataException missing(Path where) {
    return new DataException(
        "there is no " + where + ": name an .npz file, or a folder of .npy or IDX files");
  }

  private static List<Path> inside(Path folder) throws IOException {
    try (Stream<Path> listed = Files.list(folder)) {
      return listed.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** Anything zipped may be an IDX file; what is not begins like one. */
  private static boolean mayBeOne(Path file) {
    if (file.toString().matches(".*\\.(npy|gz)")) {
      return true;
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(4);
      return start.length == 4 && IdxArray.begins(start);
    } catch (IOException e) {
      throw DataException.unreadable(file, e);
    }
  }

  private static void folder(Path folder, Map<String, NumberArray> arrays) throws IOException {
    for (Path file : inside(folder)) {
      try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
        InputStream in =
            file.toString().endsWith(".gz")
                ? new BufferedInputStream(new GZIPInputStream(raw), 1 << 16)
                : raw;
        in.mark(8);
        byte[] start = in.readNBytes(4);
        in.reset();
        String name = name(file.getFileName().toString());
        if (start.length == 4 && IdxArray.begins(start)) {
          add(IdxArray.read(name, in, file), file, arrays);
        } else if (file.getFileName().toString().matches(".*\\.npy(\\.gz)?")) {
          add(numbers(name, NpyArray.read(in, file)), file, arrays);
        }
      }
    }
  }

  private static void zip(Path file, Map<String, NumberArray> arrays) throws IOException {
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        ZipInputStream in = new ZipInputStream(raw)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (entry.getName().endsWith(".npy")) {
          Path inside = Path.of(file + ":" + entry.getName());
          add(numbers(name(entry.getName()), NpyArray.read(in, inside)), inside, arrays);
        }
      }
    }
  }

  private static String name(String file) {
    return file.replaceFirst("\\.gz$", "").replaceFirst("\\.(npy|idx[0-9]?)$", "");
  }

  private static NumberArray numbers(String name, NpyArray array) {
    return new NumberArray(name, array.shape(), array.whole(), array.values());
  }

  private static void add(NumberArray array, Path file, Map<String, NumberArray> arrays) {
    if (array.shape().length == 0) {
      return; // a single number counts no examples
    }
    if (arrays.put(array.name(), array) != null) {
      throw new DataException(file + " is the second array called " + array.name());
    }
  }

  /** All of them, by name. */
  List<NumberArray> all() {
    return List.copyOf(arrays.values());
  }

  /**
   * Arrays that belong together.
   *
   * @param names in the order in which they are wanted
   * @throws DataException when one is not there or holds what is not finite, or they count
   *     different numbers of examples
   */
  public List<NumberArray> together(List<String> names) {
    List<NumberArray> found = new ArrayList<>();
    for (String name : names) {
      NumberArray array = arrays.get(name);
      if (array == null) {
        throw new DataException(
            "there is no array called \"" + name + "\"; there are " + arrays.keySet());
      }
      found.add(array);
    }
    if (found.stream().mapToInt(NumberArray::examples).distinct().count() > 1) {
      throw new DataException(
          "the arrays count different numbers of examples: "
              + found.stream()
                  .map(array -> array.name() + " " + Arrays.toString(array.shape()))
                  .collect(Collectors.joining(", ")));
    }
    found.forEach(ExampleArrays::refuseNotFinite);
    return found;
  }

  /** One NaN in a batch makes every parameter NaN. */
  private static void refuseNotFinite(NumberArray array) {
    double[] values = array.values();
    long bad = Arrays.stream(values).filter(value -> !Double.isFinite(value)).count();
    if (bad > 0) {
      int first = 0;
      while (Double.isFinite(values[first])) {
        first++;
      }
      throw new DataException(
          "array "
              + array.name()
              + " holds "
              + values[first]
              + " in example "
              + first / array.width()
              + " (of its "
              + values.length
              + " numbers "
              + bad
              + (bad == 1 ? " is" : " are")
              + " not finite): take such examples out, or put numbers in their place");
    }
  }

  /** SHA-256, in hex, over names, shapes, kinds and numbers of some arrays. */
  public static String checksum(List<NumberArray> arrays) {
    MessageDigest digest = Sha256.begin();
    for (NumberArray array : arrays) {
      String head = array.name() + Arrays.toString(array.shape()) + array.whole();
      digest.update(head.getBytes(StandardCharsets.UTF_8));
      ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
      for (double value : array.values()) {
        if (buffer.remaining() < Double.BYTES) {
          digest.update(buffer.flip());
          buffer.clear();
        }
        buffer.putDouble(value);
      }
      digest.update(buffer.flip());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
