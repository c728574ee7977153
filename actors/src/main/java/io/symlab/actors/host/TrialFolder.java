package io.symlab.actors.host;

import com.google.protobuf.ByteString;
import io.symlab.actors.store.CheckpointStore;
import io.symlab.actors.store.Checkpoints;
import io.symlab.actors.store.FileSums;
import io.symlab.proto.FilePart;
import io.symlab.proto.FileRef;
import io.symlab.proto.FilesThere;
import io.symlab.proto.PartWanted;
import io.symlab.proto.StageBegin;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The files of a trial, in the home of its lab, as a worker elsewhere may read and write them: only
 * those of its stage, piece by piece, and what has been kept is on the disk.
 */
final class TrialFolder implements AutoCloseable {
  /** Longer files are refused. */
  static final long MOST_BYTES = 2L << 30;

  private final StageBegin begin;
  private final CheckpointStore store;
  private final StageFiles files;
  private Optional<FileRef> coming = Optional.empty();
  private long come;

  TrialFolder(StageBegin begin, CheckpointStore store) throws IOException {
    this.begin = begin;
    this.store = store;
    this.files = new StageFiles(begin);
    new Checkpoints(begin, store).sweep();
  }

  /** The files that change, as they are now. */
  FilesThere list() throws IOException {
    var there = FilesThere.newBuilder();
    for (String path : files.changing()) {
      Path file = store.resolve(path);
      if (Files.isRegularFile(file)) {
        there.addFiles(FileSums.of(path, file));
      }
    }
    return there.build();
  }

  /** A piece of a file. */
  ByteString read(PartWanted wanted) throws IOException {
    require(files.reads(wanted.getPath()), "asked for " + wanted.getPath());
    return Parts.read(store.resolve(wanted.getPath()), wanted.getOffset());
  }

  /** The next piece of a whole file; with the last it gets its name, if it is what was named. */
  void put(FilePart part) throws IOException {
    FileRef file = part.getFile();
    require(files.writes(file.getPath()), "sent " + file.getPath());
    require(file.getLength() <= MOST_BYTES, "sent " + file.getLength() + " bytes");
    if (part.getOffset() == 0) {
      coming = Optional.of(file);
      come = 0;
    }
    require(
        coming.equals(Optional.of(file)) && part.getOffset() == come,
        "sent a piece of " + file.getPath() + " out of order");
    Path target = store.resolve(file.getPath());
    Path temporary = temporary(target);
    Files.createDirectories(target.getParent());
    Parts.write(temporary, come, part.getBytes(), part.getLast());
    come += part.getBytes().size();
    require(come <= file.getLength(), "sent more of " + file.getPath() + " than it said");
    if (part.getLast()) {
      coming = Optional.empty();
      require(FileSums.matches(file, temporary), "sent " + file.getPath() + " with another sum");
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      CheckpointStore.forceFolder(target.getParent());
    }
  }

  /** A piece of the curve, in place of what may be there; the last is its end. */
  void grow(FilePart part) throws IOException {
    String path = part.getFile().getPath();
    require(path.equals(files.curve()), "sent " + path);
    Path file = store.resolve(path);
    long there = Files.exists(file) ? Files.size(file) : 0;
    require(
        part.getOffset() >= 0 && part.getOffset() <= there,
        "sent a piece beyond the end of " + path);
    Files.createDirectories(file.getParent());
    Parts.write(file, part.getOffset(), part.getBytes(), part.getLast());
  }

  /** Takes away what has not come whole. */
  @Override
  public void close() throws IOException {
    if (coming.isPresent()) {
      Files.deleteIfExists(temporary(store.resolve(coming.get().getPath())));
    }
  }

  private Path temporary(Path target) {
    return target.resolveSibling(target.getFileName() + ".a" + begin.getAttempt() + ".tmp");
  }

  private static void require(boolean allowed, String what) {
    if (!allowed) {
      throw new ForeignMessageException(what);
    }
  }

  /** Pieces of files. */
  static final class Parts {
    private Parts() {}

    static ByteString read(Path file, long offset) throws IOException {
      try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
        var buffer = ByteBuffer.allocate(StageFiles.PART);
        while (buffer.hasRemaining() && channel.read(buffer, offset + buffer.position()) >= 0) {
          // until it is full or the file ends
        }
        return ByteString.copyFrom(buffer.flip());
      }
    }

    /**
     * Writes a piece.
     *
     * @param last cuts the file off behind it, and forces it to the disk
     */
    static void write(Path file, long offset, ByteString bytes, boolean last) throws IOException {
      try (var channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        if (offset == 0 && !last && bytes.isEmpty()) {
          return;
        }
        ByteBuffer rest = bytes.asReadOnlyByteBuffer();
        while (rest.hasRemaining()) {
          channel.write(rest, offset + bytes.size() - rest.remaining());
        }
        if (last) {
          channel.truncate(offset + bytes.size());
          channel.force(true);
        }
      }
    }
  }
}
