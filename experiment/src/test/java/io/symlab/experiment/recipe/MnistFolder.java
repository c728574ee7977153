package io.symlab.experiment.recipe;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes the smallest folder that passes for MNIST: a few hundred blank images. */
final class MnistFolder {
  private static final int COUNT = 300;

  private MnistFolder() {}

  static Path make(Path folder) throws IOException {
    for (String part : new String[] {"train", "t10k"}) {
      var images = ByteBuffer.allocate(16 + COUNT * 784);
      images.putInt(0x0803).putInt(COUNT).putInt(28).putInt(28);
      Files.write(folder.resolve(part + "-images-idx3-ubyte"), images.array());
      var labels = ByteBuffer.allocate(8 + COUNT);
      labels.putInt(0x0801).putInt(COUNT);
      Files.write(folder.resolve(part + "-labels-idx1-ubyte"), labels.array());
    }
    return folder;
  }
}
