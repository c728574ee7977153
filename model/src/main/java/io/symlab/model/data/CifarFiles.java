package io.symlab.model.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * CIFAR-10's binary version in a directory, gzipped or raw: records of one label and three planes
 * of 32x32 pixels. Takes as many of the five training files as there are, and a test file that may
 * have been shortened. Records are read one by one into their final place.
 */
final class CifarFiles {
  /** One label and 3 x 32 x 32 pixels. */
  static final int RECORD = 1 + ImageShape.COLOUR.pixels();

  private static final String TRAIN = "data_batch_";
  private static final int TRAIN_FILES = 5;
  private static final String TEST = "test_batch";

  private CifarFiles() {}

  /**
   * Reads training and test images of one half, or all.
   *
   * @throws DataException when there are no files, or one is truncated or of another kind
   */
  static Images read(DataSettings settings, ClassHalf half) {
    Path named = DataFolder.of(ImageSource.CIFAR10, settings);
    if (settings.download()) {
      CifarArchive.fetchMissing(named);
    }
    Path directory = unpacked(named);
    List<Path> trainFiles = trainFiles(directory);
    Path testFile = testFile(directory);
    ImageSet train = set(trainFiles, half);
    ImageSet test = set(List.of(testFile), half);
    String description =
        String.format(
            "CIFAR-10%s, %d + %d images, %s and %s from %s",
            half.words(),
            train.count(),
            test.count(),
            trainFiles.size() == TRAIN_FILES
                ? "all 5 training files"
                : trainFiles.size() + " of 5 training files",
            testFile.getFileName(),
            directory);
    return new Images(train, test, description);
  }

  /** Those for training that there are, and the one for testing. */
  static List<Path> files(DataSettings settings) {
    Path directory = unpacked(DataFolder.of(ImageSource.CIFAR10, settings));
    List<Path> files = new ArrayList<>(trainFiles(directory));
    files.add(testFile(directory));
    return files;
  }

  /** The archive's own folder when the files lie in it. */
  private static Path unpacked(Path directory) {
    Path inner = directory.resolve(CifarArchive.FOLDER);
    return Files.isDirectory(inner) ? inner : directory;
  }

  /** Those of the five training files that are there. */
  static List<Path> trainFiles(Path directory) {
    List<Path> found = new ArrayList<>();
    for (int i = 1; i <= TRAIN_FILES; i++) {
      for (String name : new String[] {TRAIN + i + ".bin", TRAIN + i + ".bin.gz"}) {
        Path path = directory.resolve(name);
        if (Files.isRegularFile(path)) {
          found.add(path);
          break;
        }
      }
    }
    if (found.isEmpty()) {
      throw missing(directory, TRAIN + "1.bin");
    }
    return found;
  }

  /** The whole test file, or else the first by name that begins like it. */
  private static Path testFile(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      Optional<Path> found =
          files
              .filter(f -> f.getFileName().toString().matches(TEST + ".*\\.bin(\\.gz)?"))
              .filter(Files::isRegularFile)
              .min((a, b) -> a.getFileName().toString().compareTo(b.getFileName().toString()));
      return found.orElseThrow(() -> missing(directory, TEST + ".bin"));
    } catch (IOException e) {
      throw new DataException(directory + " cannot be read: " + e, e);
    }
  }

  private static DataException missing(Path directory, String name) {
    return new DataException(
        directory.resolve(name)
            + " is missing ("
            + (Files.isDirectory(directory) ? "gzipped too" : "there is no such directory")
            + "): put the files of CIFAR-10's binary version there (data_batch_1.bin to"
            + " data_batch_5.bin, some of them at least, and test_batch.bin), set"
            + " optimizee.data.download = true on a machine with internet, or choose"
            + " optimizee.data.kind = rendered");
  }

  private static ImageSet set(List<Path> files, ClassHalf half) {
    long[] counts = new long[files.size()];
    long all = 0;
    for (int i = 0; i < counts.length; i++) {
      counts[i] = records(files.get(i));
      all += counts[i];
    }
    int size = ImageShape.COLOUR.pixels();
    if (all * size > Integer.MAX_VALUE - 16) {
      throw new DataException(
          files.get(0) + ": " + all + " images are more than fit; CIFAR-10 has 60000 in all");
    }
    byte[] pixels = new byte[(int) all * size];
    byte[] labels = new byte[(int) all];
    int kept = 0;
    for (int i = 0; i < counts.length; i++) {
      kept = copy(files.get(i), counts[i], half, pixels, labels, kept);
    }
    if (kept == 0) {
      throw new DataException(files.get(0) + ": has no images of the classes" + half.words());
    }
    if (kept < all) {
      pixels = Arrays.copyOf(pixels, kept * size);
      labels = Arrays.copyOf(labels, kept);
    }
    return new ImageSet(half.shape(), pixels, labels);
  }

  /** Copies the records of the half behind those kept; how many are kept then. */
  private static int copy(
      Path file, long count, ClassHalf half, byte[] pixels, byte[] labels, int before) {
    byte[] image = new byte[RECORD];
    int kept = before;
    try (InputStream in = open(file)) {
      for (long record = 0; record < count; record++) {
        int read = in.readNBytes(image, 0, RECORD);
        if (read < RECORD) {
          throw truncated(file, record * RECORD + read);
        }
        int published = image[0] & 0xff;
        if (published > 9) {
          throw new DataException(
              file
                  + ": label "
                  + published
                  + " of image "
                  + record
                  + ", expected 0 to 9: not CIFAR-10's binary version (CIFAR-100 has two labels)");
        }
        int label = half.label(published);
        if (label >= 0) {
          System.arraycopy(image, 1, pixels, kept * (RECORD - 1), RECORD - 1);
          labels[kept++] = (byte) label;
        }
      }
      if (in.read() >= 0) {
        throw new DataException(
            file + " is damaged: it is longer than its last bytes say; fetch the file again");
      }
    } catch (IOException e) {
      throw new DataException(
          file + " is truncated or damaged: " + e + "; fetch the file again", e);
    }
    return kept;
  }

  private static DataException truncated(Path file, long bytes) {
    return new DataException(
        file
            + " is truncated or not CIFAR-10's binary version: "
            + bytes
            + " bytes, expected a multiple of "
            + RECORD
            + " (a label and 3072 pixels per image); fetch the file again");
  }

  /** How many records a file has, by its size; a gzipped one ends with the size of its content. */
  private static long records(Path file) {
    long bytes;
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      bytes = in.length();
      if (bytes > 18 && zipped(in.readUnsignedByte(), in.readUnsignedByte())) {
        in.seek(bytes - 4);
        bytes = Integer.toUnsignedLong(Integer.reverseBytes(in.readInt()));
        if (bytes % RECORD != 0 || bytes == 0) {
          // A file cut short ends with anything: unzip it to say what is wrong.
          bytes = unzipped(file);
        }
      }
    } catch (IOException e) {
      throw new DataException(
          file + " is truncated or damaged: " + e + "; fetch the file again", e);
    }
    if (bytes % RECORD != 0 || bytes == 0) {
      throw truncated(file, bytes);
    }
    return bytes / RECORD;
  }

  private static long unzipped(Path file) throws IOException {
    try (InputStream in = open(file)) {
      return in.transferTo(OutputStream.nullOutputStream());
    }
  }

  private static boolean zipped(int first, int second) {
    return first == 0x1f && second == 0x8b;
  }

  private static InputStream open(Path file) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    raw.mark(2);
    boolean zipped = zipped(raw.read(), raw.read());
    raw.reset();
    return zipped ? new BufferedInputStream(new GZIPInputStream(raw, 1 << 16), 1 << 16) : raw;
  }
}
