package io.symlab.bench.nights;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An ext4 of a few megabytes in a file, that can be made read-only under those who write to it, as
 * the kernel does it after an error of the disk. Only mounting it again makes that good. Needs the
 * right to mount.
 */
final class LoopDisk implements AutoCloseable {
  /** With which e2fsck says that what was wrong is mended. */
  private static final int MENDED = 1;

  private final Path image;
  private final Path folder;

  private LoopDisk(Path image, Path folder) {
    this.image = image;
    this.folder = folder;
  }

  /**
   * Makes and mounts one; empty where that is not allowed.
   *
   * @param folder empty
   */
  static Optional<LoopDisk> mount(Path image, Path folder, int megabytes)
      throws IOException, InterruptedException {
    try (var file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength((long) megabytes << 20);
    }
    var disk = new LoopDisk(image, folder);
    boolean made = SmallDisk.run("mkfs.ext4", "-q", "-F", image.toString());
    return made && disk.mount() ? Optional.of(disk) : Optional.empty();
  }

  Path folder() {
    return folder;
  }

  /** From now on nothing can be written, although files are open. */
  void failWrites() throws InterruptedException {
    SmallDisk.run("mount", "-o", "remount,abort", folder.toString());
  }

  /** When nobody uses it any more. */
  void mountAgain() throws InterruptedException {
    boolean again =
        SmallDisk.run("umount", folder.toString())
            && SmallDisk.exitCode("e2fsck", "-p", image.toString()) <= MENDED
            && mount();
    if (!again) {
      throw new IllegalStateException(folder + " can't be mounted again");
    }
  }

  private boolean mount() throws InterruptedException {
    return SmallDisk.run("mount", "-o", "loop", image.toString(), folder.toString());
  }

  @Override
  public void close() {
    try {
      if (!SmallDisk.run("umount", folder.toString())) {
        SmallDisk.run("umount", "-l", folder.toString());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
