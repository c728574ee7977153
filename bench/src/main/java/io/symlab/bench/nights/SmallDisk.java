package io.symlab.bench.nights;

import io.symlab.bench.forked.Folders;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** A file system of a few megabytes, in memory, that can be filled. Needs the right to mount. */
final class SmallDisk implements AutoCloseable {
  private static final int CHUNK = 64 * 1024;

  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /**
   * Mounts one; empty where that is not allowed.
   *
   * @param folder empty
   */
  static Optional<SmallDisk> mount(Path folder, int megabytes, int inodes)
      throws IOException, InterruptedException {
    String options = "mode=0700,size=" + megabytes + "m,nr_inodes=" + inodes;
    boolean done = run("mount", "-t", "tmpfs", "-o", options, "symlab", folder.toString());
    return done ? Optional.of(new SmallDisk(folder)) : Optional.empty();
  }

  Path folder() {
    return folder;
  }

  /** Fills it to the last byte. */
  void fill() throws IOException {
    try (OutputStream file = Files.newOutputStream(folder.resolve("ballast"))) {
      byte[] chunk = new byte[CHUNK];
      while (true) {
        file.write(chunk);
      }
    } catch (IOException e) {
      if (Files.getFileStore(folder).getUsableSpace() >= CHUNK) {
        throw e;
      }
    }
  }

  /** Makes files until there can be no more. */
  void useUpInodes() throws IOException {
    Path many = Files.createDirectory(folder.resolve("many"));
    try {
      for (int i = 0; ; i++) {
        Files.createFile(many.resolve("" + i));
      }
    } catch (IOException e) {
      return; // that was the last one
    }
  }

  /** Takes away what filled it. */
  void free() throws IOException {
    Files.deleteIfExists(folder.resolve("ballast"));
    Folders.delete(folder.resolve("many"));
  }

  @Override
  public void close() throws IOException {
    try {
      if (!run("umount", folder.toString())) {
        run("umount", "-l", folder.toString());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static boolean run(String... command) throws InterruptedException {
    return exitCode(command) == 0;
  }

  /** How a command ends. */
  static int exitCode(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(Arrays.asList(command))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      return 127; // there is no such command
    }
  }
}
