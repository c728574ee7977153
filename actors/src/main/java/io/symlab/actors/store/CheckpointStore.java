package io.symlab.actors.store;

import com.google.protobuf.ByteString;
import io.symlab.proto.FileRef;
import io.symlab.symbolic.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whole files in a lab's home, named by path, length and SHA-256. A file is there whole or not at
 * all, whenever the power fails: it is written to a temporary name, forced to the disk, renamed,
 * and its folder forced too; and one that is read is proven to be the one that was written.
 */
public final class CheckpointStore {
  private static final AtomicLong TEMPORARY = new AtomicLong();

  private final Path home;

  public CheckpointStore(Path home) {
    this.home = home.toAbsolutePath().normalize();
  }

  /**
   * Writes a file, in place of any that has this name.
   *
   * @param path relative to the home, with {@code /}; missing folders are made
   * @return its name for those who read it
   */
  public FileRef write(String path, byte[] bytes) throws IOException {
    Path target = resolve(path);
    createFolders(target.getParent());
    Path temporary =
        target.resolveSibling(
            target.getFileName()
                + "."
                + ProcessHandle.current().pid()
                + "-"
                + TEMPORARY.incrementAndGet()
                + ".tmp");
    try {
      try (var channel =
          FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        channel.force(true);
      }
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
    forceFolder(target.getParent());
    return reference(path, bytes);
  }

  /**
   * The bytes of a file.
   *
   * @throws DamagedFileException when it is missing or not the one that was named; says which and
   *     how
   */
  public byte[] read(FileRef file) throws IOException {
    Path path = resolve(file.getPath());
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      throw new DamagedFileException(path + " is missing");
    }
    if (bytes.length != file.getLength()) {
      throw new DamagedFileException(
          path + " is damaged: " + bytes.length + " bytes, not " + file.getLength());
    }
    if (!ByteString.copyFrom(sha256(bytes)).equals(file.getSha256())) {
      throw new DamagedFileException(path + " is damaged: its SHA-256 is not the one written down");
    }
    return bytes;
  }

  /** Deletes a file that nobody names any more; one that is gone already is no error. */
  public void delete(FileRef file) throws IOException {
    Files.deleteIfExists(resolve(file.getPath()));
  }

  /**
   * Where a name points to.
   *
   * @throws IllegalArgumentException when it points out of the home
   */
  public Path resolve(String path) {
    Path target = home.resolve(path).normalize();
    if (!target.startsWith(home) || target.equals(home)) {
      throw new IllegalArgumentException("\"" + path + "\" is no file of the home " + home);
    }
    return target;
  }

  private void createFolders(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      createFolders(folder.getParent());
      Files.createDirectories(folder);
      forceFolder(folder.getParent());
    }
  }

  /** A new name is safe only when the folder that holds it is. */
  public static void forceFolder(Path folder) throws IOException {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static FileRef reference(String path, byte[] bytes) {
    return FileRef.newBuilder()
        .setPath(path)
        .setLength(bytes.length)
        .setSha256(ByteString.copyFrom(sha256(bytes)))
        .build();
  }

  private static byte[] sha256(byte[] bytes) {
    return Sha256.begin().digest(bytes);
  }
}
