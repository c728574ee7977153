package io.symlab.actors.home;

import io.symlab.actors.store.Folders;
import io.symlab.experiment.LabException;
import io.symlab.experiment.files.Drafts;
import io.symlab.model.data.UserFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * The folder in which a lab keeps everything, held by one process at a time. Open it before
 * anything else: it makes the sub-folders, and refuses where another lab is at home.
 */
public final class Home implements AutoCloseable {
  private static final List<String> ROOMS =
      List.of("journal", "snapshots", "tmp", "experiments", "logs");

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Path path;
  private final FileChannel channel;
  private final FileLock lock;
  private HomeWatch watch;

  private Home(Path path, FileChannel channel, FileLock lock) {
    this.path = path;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Which folder is meant: {@code option} where given, else {@code $SYMLAB_HOME}, else {@code
   * ~/.symlab}; absolute.
   */
  public static Path locate(Optional<Path> option, Map<String, String> environment) {
    Path chosen =
        option.orElseGet(
            () -> {
              String named = environment.get("SYMLAB_HOME");
              return named == null || named.isBlank()
                  ? UserFolder.of(environment).resolve(".symlab")
                  : Path.of(named);
            });
    return chosen.toAbsolutePath().normalize();
  }

  /**
   * Makes the folder where it is missing, takes its lock and empties its {@code tmp}.
   *
   * @throws LabException when another process holds it, or it can't be written to
   */
  public static Home open(Path path) throws LabException {
    return open(path, "lab; stop that one with 'lab down'");
  }

  /**
   * The same for a worker's own folder, which is as a home.
   *
   * @throws LabException when another worker holds it, or it can't be written to
   */
  public static Home ofWorker(Path path) throws LabException {
    return open(path, "worker; stop that one");
  }

  private static Home open(Path path, String other) throws LabException {
    FileChannel channel = null;
    // No constant: clients ask this class where the home is, and a logger would double their cost.
    HomeModes.shut(path).ifPresent(words -> LoggerFactory.getLogger(Home.class).warn(words));
    try {
      makeFolder(path);
      Path file = path.resolve("lock");
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        String holder = readHolder(channel);
        channel.close();
        throw new LabException(
            1,
            path
                + " is in use by another "
                + other.replaceFirst(";", holder + ";")
                + ", or choose another folder with --home");
      }
      channel.truncate(0);
      byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8);
      channel.write(ByteBuffer.wrap(pid), 0);
      Folders.delete(path.resolve("tmp"));
      for (String room : ROOMS) {
        makeFolder(path.resolve(room));
      }
      Drafts.sweep(path);
      Drafts.sweep(path.resolve("snapshots"), "snapshot-*tmp"); // as Akka's store calls them
      Files.deleteIfExists(path.resolve("endpoint.json")); // of releases that listened on a port
      return new Home(path, channel, lock);
    } catch (IOException e) {
      closeQuietly(channel);
      if (DiskTrouble.isFull(e)) {
        throw new HomeTroubleException(path, DiskTrouble.words(e).orElse(""), e);
      }
      throw new LabException(
          1,
          "can't use "
              + path
              + " as a home: "
              + reason(e)
              + "; make it writable, or choose another folder with --home",
          e);
    }
  }

  public Path path() {
    return path;
  }

  /**
   * Watches that it stays where it is.
   *
   * @param lost run once when it has been deleted, or another lies in its place
   */
  public void whenLost(Runnable lost) throws IOException {
    watch = HomeWatch.start(path.resolve("lock"), lost);
  }

  /** Lets another process in. */
  @Override
  public void close() throws IOException {
    if (watch != null) {
      watch.end();
    }
    lock.release();
    channel.close();
  }

  /** A command that reads the journal of a lab that is down holds the lock for a moment. */
  private static FileLock tryLock(FileChannel channel) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      FileLock lock = channel.tryLock();
      while (lock == null && System.nanoTime() < end) {
        Thread.sleep(20);
        lock = channel.tryLock();
      }
      return lock;
    } catch (OverlappingFileLockException e) {
      return null; // held by this very process
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private static String readHolder(FileChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(32);
    channel.read(buffer, 0);
    String text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8).strip();
    return text.isEmpty() ? "" : " (pid " + text + ")";
  }

  private static void makeFolder(Path folder) throws IOException {
    boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    if (posix && !Files.exists(folder)) {
      var own = PosixFilePermissions.fromString("rwx------");
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(own));
      Files.setPosixFilePermissions(folder, own);
    } else {
      Files.createDirectories(folder);
    }
    if (!Files.isWritable(folder)) {
      try {
        Files.delete(Files.createTempFile(folder, "probe", "")); // says why: a disk may be mended
      } catch (AccessDeniedException e) {
        throw new AccessDeniedException(folder.toString());
      }
    }
  }

  private static String reason(IOException e) {
    String kind = e.getClass().getSimpleName();
    return switch (kind) {
      case "AccessDeniedException" -> "no permission for " + e.getMessage();
      case "FileAlreadyExistsException" -> e.getMessage() + " is a file, not a folder";
      case "ReadOnlyFileSystemException" -> "it is on a read-only disk";
      default -> e.getMessage();
    };
  }

  private static void closeQuietly(FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        // Nothing was written: there is nothing to lose.
        return;
      }
    }
  }
}
