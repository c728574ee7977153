package io.symlab.model.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes folders that pass for CIFAR-10's binary version: few images, of a given look. */
public final class CifarFolder {
  /** What a pixel is, 0 to 255; only the low byte counts. */
  public interface Look {
    int pixel(int image, int channel, int row, int column);
  }

  private CifarFolder() {}

  /** Records whose labels run through 0 to 9, and over again. */
  public static byte[] records(int count, Look look) {
    byte[] bytes = new byte[count * CifarFiles.RECORD];
    int at = 0;
    for (int image = 0; image < count; image++) {
      bytes[at++] = (byte) (image % 10);
      for (int p = 0; p < 3072; p++) {
        bytes[at++] = (byte) look.pixel(image, p / 1024, p / 32 % 32, p % 32);
      }
    }
    return bytes;
  }

  /**
   * One training file and a test file whose classes are told apart by how bright the three channels
   * are, under some noise.
   */
  public static Path easy(Path folder, int train, int test) throws IOException {
    Look look =
        (image, channel, row, column) -> {
          int level = (image % 10 >> channel & 1) * 120 + (image % 10 == 8 ? 60 : 0);
          return level + Math.floorMod(image * 31 + row * 17 + column * 13 + channel * 7, 64);
        };
    Files.write(folder.resolve("data_batch_1.bin"), records(train, look));
    Files.write(folder.resolve("test_batch.bin"), records(test, look));
    return folder;
  }
}
