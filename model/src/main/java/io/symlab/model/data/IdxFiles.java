package io.symlab.model.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * MNIST's four IDX files in a directory, gzipped or raw. Reads them and says exactly what is wrong
 * with a file that cannot be used.
 */
final class IdxFiles {
  /** Two zero bytes, type 8 (unsigned byte), three dimensions. */
  private static final int IMAGE_MAGIC = 0x0803;

  /** Two zero bytes, type 8 (unsigned byte), one dimension. */
  private static final int LABEL_MAGIC = 0x0801;

  private IdxFiles() {}

  /**
   * Reads training and test images.
   *
   * @throws DataException when a file is missing, truncated, of another kind, or doesn't match
   */
  static Images read(DataSettings settings) {
    Path directory = directory(settings);
    if (settings.download()) {
      MnistDownload.fetchMissing(directory);
    }
    ImageSet train = set(directory, MnistFile.TRAIN_IMAGES, MnistFile.TRAIN_LABELS);
    ImageSet test = set(directory, MnistFile.TEST_IMAGES, MnistFile.TEST_LABELS);
    return new Images(
        train,
        test,
        "MNIST, " + train.count() + " + " + test.count() + " images from " + directory);
  }

  private static Path directory(DataSettings settings) {
    String text = settings.directory();
    if (text == null || text.isBlank()) {
      throw new DataException(
          "data.mnist is not set: name the directory that holds (or shall hold) MNIST's four IDX"
              + " files, or choose optimizee.data.kind = rendered");
    }
    return text.startsWith("~/")
        ? Path.of(System.getProperty("user.home")).resolve(text.substring(2))
        : Path.of(text);
  }

  private static ImageSet set(Path directory, MnistFile images, MnistFile labels) {
    Path imageFile = find(directory, images);
    Path labelFile = find(directory, labels);
    byte[] pixels = items(imageFile, IMAGE_MAGIC, "images");
    byte[] digits = items(labelFile, LABEL_MAGIC, "labels");
    int count = pixels.length / ImageSet.PIXELS;
    if (count != digits.length) {
      throw new DataException(
          imageFile
              + " has "
              + count
              + " images but "
              + labelFile
              + " has "
              + digits.length
              + " labels: the two do not belong together; fetch both again");
    }
    for (int i = 0; i < digits.length; i++) {
      if (digits[i] < 0 || digits[i] >= ImageSet.CLASSES) {
        throw new DataException(
            labelFile
                + ": label "
                + (digits[i] & 0xff)
                + " at position "
                + i
                + ", expected 0 to 9: not MNIST's labels; fetch the file again");
      }
    }
    return new ImageSet(pixels, digits);
  }

  private static Path find(Path directory, MnistFile file) {
    for (String name : file.names()) {
      Path path = directory.resolve(name);
      if (Files.isRegularFile(path)) {
        return path;
      }
    }
    throw new DataException(
        directory.resolve(file.zipped())
            + " is missing ("
            + (Files.isDirectory(directory) ? "unzipped too" : "there is no such directory")
            + "): put MNIST's four IDX files there, set optimizee.data.download = true on a machine with"
            + " internet, or choose optimizee.data.kind = rendered");
  }

  private static byte[] items(Path file, int magic, String what) {
    byte[] content = content(file);
    int header = magic == IMAGE_MAGIC ? 16 : 8;
    if (content.length < header) {
      throw new DataException(
          file + " is truncated: " + content.length + " bytes, a header has " + header + again());
    }
    ByteBuffer buffer = ByteBuffer.wrap(content);
    int found = buffer.getInt();
    if (found != magic) {
      throw new DataException(
          String.format(
              "%s does not hold %s: it starts with 0x%08x, expected 0x%08x; check that the four"
                  + " files are not mixed up",
              file, what, found, magic));
    }
    long count = Integer.toUnsignedLong(buffer.getInt());
    long size = 1;
    if (magic == IMAGE_MAGIC) {
      int rows = buffer.getInt();
      int columns = buffer.getInt();
      if (rows != ImageSet.EDGE || columns != ImageSet.EDGE) {
        throw new DataException(
            file + " has images of " + rows + "x" + columns + " pixels, expected 28x28");
      }
      size = ImageSet.PIXELS;
    }
    long expected = header + count * size;
    if (content.length != expected) {
      throw new DataException(
          file
              + (content.length < expected ? " is truncated: " : " is too long: ")
              + content.length
              + " bytes, but its header says "
              + count
              + " "
              + what
              + ", that is "
              + expected
              + again());
    }
    return Arrays.copyOfRange(content, header, content.length);
  }

  private static String again() {
    return "; fetch the file again";
  }

  /** The file's bytes, unzipped when they are zipped, whatever the name says. */
  private static byte[] content(Path file) {
    byte[] raw;
    try {
      raw = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new DataException(file + " cannot be read: " + e, e);
    }
    boolean zipped = raw.length > 2 && (raw[0] & 0xff) == 0x1f && (raw[1] & 0xff) == 0x8b;
    if (!zipped) {
      return raw;
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(raw))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new DataException(
          file + " is truncated or damaged (" + raw.length + " bytes zipped): " + e + again(), e);
    }
  }
}
