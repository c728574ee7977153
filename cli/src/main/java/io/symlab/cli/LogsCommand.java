package io.symlab.cli;

import io.symlab.experiment.LabException;
import io.symlab.proto.LogChunk;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lab logs}: what a trial wrote down while it worked. */
@Command(
    name = "logs",
    description = "Print a trial's log.",
    footer = {
      "",
      "Examples:",
      "  lab logs e3",
      "  lab logs e3 --trial 2 -f     follow it until it ends"
    })
final class LogsCommand extends ClientVerb {
  private static final int PIECE = 128 * 1024;

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Mixin private TrialOption which;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on until the trial has ended.")
  private boolean follow;

  @Override
  int ask(LabClient client) throws LabException, InterruptedException {
    String id = client.idOrNewest(which.id());
    CharsetDecoder decoder =
        StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE);
    ByteBuffer bytes = ByteBuffer.allocate(PIECE + 8);
    CharBuffer text = CharBuffer.allocate(PIECE + 8);
    long offset = 0;
    boolean streaming = false;
    while (true) {
      if (!streaming) {
        client.send(LabQuestions.logs(id, which.trial(), offset, follow));
        streaming = follow;
      }
      LogChunk chunk = client.next(follow ? null : PATIENCE).getLog();
      offset = chunk.getNextOffset();
      // A character may lie across two chunks: what is left of it waits in the buffer.
      chunk.getText().copyTo(bytes);
      decoder.decode(bytes.flip(), text, false);
      bytes.compact();
      out().print(text.flip());
      text.clear();
      out().flush();
      if (chunk.getEnded() || (!follow && chunk.getText().isEmpty())) {
        return ExitCode.DONE;
      }
    }
  }
}
