package io.symlab.experiment.distill;

import io.symlab.experiment.LabException;
import io.symlab.experiment.files.OutputFile;
import io.symlab.experiment.results.ResultFormatException;
import io.symlab.experiment.results.SearchFolders;
import io.symlab.symbolic.table.TableInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The folder that a run writes to, its own as long as it lives. Files appear whole or not at all;
 * the log is only added to.
 */
public final class DistillFolder implements AutoCloseable {
  public static final String FRONT_JSON = "front.json";
  public static final String FRONT_CSV = "front.csv";
  public static final String CANDIDATES = "candidates.csv";
  public static final String PAGE = "report.html";
  public static final String LOG = "distill.log";
  public static final String STATE = "state.bin";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT);

  private final Path path;
  private final FileChannel log;

  private DistillFolder(Path path) throws IOException, LabException {
    this.path = path;
    this.log =
        FileChannel.open(
            path.resolve(LOG),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.APPEND);
    FileLock lock = log.tryLock();
    if (lock == null) {
      log.close();
      throw new LabException(
          LabException.BAD_INPUT, "another process is writing to " + path + " right now");
    }
  }

  /**
   * A new folder.
   *
   * @param wanted its name, which must be free; null: one that tells of the data, beside others
   * @param data what it is about
   * @param suffix more to tell of it
   * @param here where it is made when no name is wanted
   */
  static DistillFolder create(Path wanted, Path data, String suffix, Path here)
      throws IOException, LabException {
    if (wanted != null) {
      if (Files.exists(wanted) && !isEmptyFolder(wanted)) {
        throw new LabException(
            LabException.BAD_INPUT,
            "--out "
                + wanted
                + " exists already, and nothing is overwritten: name another, or go on from it with"
                + " --resume");
      }
      try {
        Files.createDirectories(wanted);
      } catch (IOException e) {
        throw new LabException(
            LabException.BAD_INPUT,
            "--out " + wanted + " can't be made: " + OutputFile.reason(e),
            e);
      }
      return new DistillFolder(wanted);
    }
    String name = TableInput.plainName(data) + suffix;
    int number = 1;
    while (!created(here.resolve("distill-" + name + "-" + number))) {
      number++;
    }
    return new DistillFolder(here.resolve("distill-" + name + "-" + number));
  }

  /** Whether this call has made it; two processes may try for the same. */
  private static boolean created(Path folder) throws IOException {
    try {
      Files.createDirectory(folder);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  private static boolean isEmptyFolder(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.findAny().isEmpty();
    }
  }

  /** The folder of an earlier run, to go on in. */
  static DistillFolder reopen(Path path) throws IOException, LabException {
    if (!Files.exists(path.resolve(STATE))) {
      throw new LabException(
          LabException.BAD_INPUT,
          "--resume "
              + path
              + (Files.isDirectory(path)
                  ? ": there is no " + STATE + " in it, the run was not saved or is no run"
                  : ": there is no such folder"));
    }
    return new DistillFolder(path);
  }

  Path path() {
    return path;
  }

  /**
   * The state that was saved last.
   *
   * @param option that names the folder
   * @throws LabException when there is none that can be read
   */
  static DistillState readState(String option, Path folder) throws IOException, LabException {
    Path file = folder.resolve(STATE);
    try {
      return DistillState.ofBytes(Files.readAllBytes(file), file.toString());
    } catch (NoSuchFileException e) {
      String advice = SearchFolders.advice(folder);
      if (!advice.isEmpty()) {
        throw new LabException(LabException.BAD_INPUT, option + ": " + advice, e);
      }
      throw new LabException(
          LabException.BAD_INPUT,
          option
              + " "
              + folder
              + (Files.isDirectory(folder)
                  ? ": there is no " + STATE + " in it: it is no run's folder, or nothing was saved"
                  : ": there is no such folder"),
          e);
    } catch (ResultFormatException e) {
      throw new LabException(LabException.BAD_INPUT, option + ": " + e.getMessage(), e);
    }
  }

  /** Replaces a file by way of a draft beside it, fsynced before it takes the name. */
  void write(String name, byte[] content) throws IOException {
    // One process at a time writes here, so the draft's name is free; a killed one's is written
    // over.
    Path draft = path.resolve(name + ".tmp");
    try (FileChannel channel =
        FileChannel.open(
            draft,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    Files.move(
        draft,
        path.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** Adds a line to the log. */
  void log(String line) throws IOException {
    byte[] text =
        (TIME.format(ZonedDateTime.now(ZoneId.systemDefault())) + "  " + line + "\n")
            .getBytes(StandardCharsets.UTF_8);
    ByteBuffer buffer = ByteBuffer.wrap(text);
    while (buffer.hasRemaining()) {
      log.write(buffer);
    }
  }

  @Override
  public void close() throws IOException {
    log.close();
  }
}
