package io.symlab.actors.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
  @TempDir private Path folder;
  private Path kept;

  @BeforeEach
  void keep() throws Exception {
    kept = Files.writeString(Files.createDirectory(folder.resolve("kept")).resolve("file"), "x");
  }

  @Test
  void aFolderGoesWithAllInIt() throws Exception {
    Path doomed = folder.resolve("doomed");
    Files.writeString(Files.createDirectories(doomed.resolve("a/b")).resolve("file"), "x");
    Folders.delete(doomed);
    assertThat(doomed).doesNotExist();
    assertThat(kept).exists();
  }

  @Test
  void aFileGoesByItself() throws Exception {
    Path other = Files.writeString(kept.resolveSibling("other"), "x");
    Folders.delete(kept);
    assertThat(kept).doesNotExist();
    assertThat(other).exists();
  }

  @Test
  void whatIsNotThereIsNoError() throws Exception {
    Folders.delete(folder.resolve("none"));
    assertThat(kept).exists();
  }

  @Test
  void linksGoAndWhatTheyLeadToStays() throws Exception {
    Path doomed = Files.createDirectory(folder.resolve("doomed"));
    Files.createSymbolicLink(doomed.resolve("link"), kept.getParent());
    Files.createSymbolicLink(doomed.resolve("dead"), folder.resolve("none"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), kept.getParent());
    Path dead = Files.createSymbolicLink(folder.resolve("dead"), folder.resolve("none"));
    for (Path one : new Path[] {doomed, link, dead}) {
      Folders.delete(one);
      assertThat(Files.exists(one, LinkOption.NOFOLLOW_LINKS)).as(one.toString()).isFalse();
    }
    assertThat(kept).exists();
  }
}
