package io.symlab.experiment.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Writes small files so that a reader, or a crash, never meets half of one. */
public final class AtomicFiles {
  private AtomicFiles() {}

  /** Replaces a file by way of a temporary one beside it, fsynced before it takes the name. */
  public static void write(Path file, byte[] content) throws IOException {
    write(file, content, true);
  }

  /**
   * The same without fsync, for what is soon written again: a reader never meets half of it, and
   * neither does who looks after the process was killed. A power cut may leave it empty.
   */
  public static void writeForNow(Path file, byte[] content) throws IOException {
    write(file, content, false);
  }

  private static void write(Path file, byte[] content, boolean force) throws IOException {
    Path folder = file.toAbsolutePath().getParent(); // a bare name has no parent of its own
    Path draft = Files.createTempFile(folder, file.getFileName() + ".", ".tmp");
    try {
      try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
        ByteBuffer buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        if (force) {
          channel.force(true);
        }
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /**
   * Gives a file that is there already a second name, where it holds just this and the file system
   * can; so the same bytes need no second place. Files are replaced, never written into, so neither
   * name sees what becomes of the other.
   *
   * @return whether it has
   */
  public static boolean link(Path there, Path file, byte[] content) throws IOException {
    if (!Files.isRegularFile(there) || !Arrays.equals(Files.readAllBytes(there), content)) {
      return false;
    }
    Path draft = file.resolveSibling(file.getFileName() + ".link.tmp");
    try {
      Files.deleteIfExists(draft);
      Files.createLink(draft, there);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return true;
    } catch (UnsupportedOperationException | IOException e) {
      return false;
    } finally {
      Files.deleteIfExists(draft); // two names of one file: a move leaves both
    }
  }
}
