package io.symlab.model.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * The four IDX files of MNIST or Fashion-MNIST in a directory, gzipped or raw. Reads them and says
 * exactly what is wrong with a file that cannot be used.
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
  static Images read(ImageSource source, DataSettings settings) {
    Path directory = DataFolder.of(source, settings);
    if (settings.download()) {
      IdxFile.fetchMissing(source, directory);
    }
    ImageSet train = set(source, directory, IdxFile.TRAIN_IMAGES, IdxFile.TRAIN_LABELS);
    ImageSet test = set(source, directory, IdxFile.TEST_IMAGES, IdxFile.TEST_LABELS);
    return new Images(
        train,
        test,
        source.title() + ", " + train.count() + " + " + test.count() + " images from " + directory);
  }

  /** The four files. */
  static List<Path> files(ImageSource source, DataSettings settings) {
    Path directory = DataFolder.of(source, settings);
    return Arrays.stream(IdxFile.values()).map(file -> find(source, directory, file)).toList();
  }

  private static ImageSet set(ImageSource source, Path directory, IdxFile images, IdxFile labels) {
    Path imageFile = find(source, directory, images);
    Path labelFile = find(source, directory, labels);
    byte[] pixels = items(imageFile, IMAGE_MAGIC, "images");
    byte[] digits = items(labelFile, LABEL_MAGIC, "labels");
    int count = pixels.length / ImageShape.DIGITS.pixels();
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
      if (digits[i] < 0 || digits[i] >= ImageShape.DIGITS.classes()) {
        throw new DataException(
            labelFile
                + ": label "
                + (digits[i] & 0xff)
                + " at position "
                + i
                + ", expected 0 to 9: not "
                + source.title()
                + "'s labels; fetch the file again");
      }
    }
    return new ImageSet(pixels, digits);
  }

  private static Path find(ImageSource source, Path directory, IdxFile file) {
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
            + "): put "
            + source.title()
            + "'s four IDX files there, set optimizee.data.download = true on a machine with"
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
      if (rows != ImageShape.DIGITS.edge() || columns != ImageShape.DIGITS.edge()) {
        throw new DataException(
            file + " has images of " + rows + "x" + columns + " pixels, expected 28x28");
      }
      size = ImageShape.DIGITS.pixels();
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
