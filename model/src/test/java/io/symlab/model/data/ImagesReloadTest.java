package io.symlab.model.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images that are kept in memory do not outlive a change of their files. */
class ImagesReloadTest {
  private static final int COUNT = 20;

  @TempDir Path folder;

  @Test
  void areReadAgainWhenAFileHasChangedThoughItsLengthHasNot() throws IOException {
    write((byte) 0);
    Images before = Images.load(settings());
    assertThat(Images.load(settings())).isSameAs(before);
    write((byte) 1);
    assertThat(Images.load(settings()).checksum()).isNotEqualTo(before.checksum());
    write((byte) 0);
    assertThat(Images.load(settings()).checksum()).isEqualTo(before.checksum());
  }

  @Test
  void areMissedWhenTheirFolderIsGone() throws IOException {
    write((byte) 0);
    Images.load(settings());
    Path elsewhere = folder.resolveSibling(folder.getFileName() + "-elsewhere");
    Files.move(folder, elsewhere);
    assertThatThrownBy(() -> Images.load(settings()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(folder.toString());
    Files.move(elsewhere, folder);
    assertThat(Images.load(settings()).train().count()).isEqualTo(COUNT);
  }

  private DataSettings settings() {
    return new DataSettings("mnist", folder.toString(), false, 0, 0);
  }

  private void write(byte pixel) throws IOException {
    for (String part : new String[] {"train", "t10k"}) {
      var images = ByteBuffer.allocate(16 + COUNT * 784);
      images.putInt(0x0803).putInt(COUNT).putInt(28).putInt(28).put(pixel);
      Files.write(folder.resolve(part + "-images-idx3-ubyte"), images.array());
      var labels = ByteBuffer.allocate(8 + COUNT);
      labels.putInt(0x0801).putInt(COUNT);
      Files.write(folder.resolve(part + "-labels-idx1-ubyte"), labels.array());
    }
  }
}
