package io.symlab.actors.endpoint;

import com.google.protobuf.ByteString;
import io.symlab.proto.ClientReply;
import io.symlab.proto.LogChunk;
import io.symlab.proto.Logs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A piece of a trial's log, from where the client has got to. */
record LogReading(Logs asked) implements FileRequest.Reading {
  private static final int LONGEST = 128 * 1024;

  @Override
  public int trial() {
    return Math.max(1, asked.getTrial());
  }

  @Override
  public ClientReply read(Path folder, boolean ended) throws IOException {
    int limit = asked.getMaxBytes() > 0 ? Math.min(asked.getMaxBytes(), LONGEST) : LONGEST;
    ByteBuffer buffer = ByteBuffer.allocate(limit);
    long offset = Math.max(0, asked.getOffset());
    boolean all = true;
    try (SeekableByteChannel log = Files.newByteChannel(folder.resolve("trial.log"))) {
      // No file system seeks beyond the longest file that it can have.
      log.position(Math.min(offset, log.size()));
      while (offset <= log.position() && buffer.hasRemaining() && log.read(buffer) >= 0) {
        // until the piece is full or the log has no more
      }
      all = offset + buffer.position() >= log.size();
    } catch (NoSuchFileException e) {
      buffer.clear(); // nothing has been logged yet
    }
    var chunk =
        LogChunk.newBuilder()
            .setText(ByteString.copyFrom(buffer.flip()))
            .setNextOffset(offset + buffer.limit())
            .setEnded(ended && all);
    return ClientReply.newBuilder().setLog(chunk).build();
  }
}
