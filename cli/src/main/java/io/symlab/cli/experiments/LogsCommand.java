package io.symlab.cli.experiments;

import io.symlab.cli.client.Answers;
import io.symlab.cli.client.LabAnswers;
import io.symlab.cli.client.LabClient;
import io.symlab.cli.client.LabQuestions;
import io.symlab.cli.client.Lasting;
import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.verb.ReadingVerb;
import io.symlab.cli.verb.TrialOption;
import io.symlab.experiment.LabException;
import io.symlab.proto.LogChunk;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
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
public final class LogsCommand extends ReadingVerb {
  private static final int PIECE = 128 * 1024;

  @Mixin private TrialOption which;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on until the trial has ended.")
  private boolean follow;

  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE);
  private final ByteBuffer bytes = ByteBuffer.allocate(PIECE + 8);
  private final CharBuffer text = CharBuffer.allocate(PIECE + 8);
  private long offset;

  /** A lab that has died is waited for by who follows, while its watchdog is to start it again. */
  @Override
  public Integer call() throws LabException, InterruptedException {
    Optional<LabClient> live = follow ? LabClient.find(home(), err()) : Optional.empty();
    if (live.isEmpty()) {
      return super.call();
    }
    try (var client = live.get()) {
      Answers.noteVersion(client, err());
      return ask(client);
    }
  }

  @Override
  protected int ask(LabAnswers lab) throws LabException, InterruptedException {
    String id = lab.idOrNewest(which.id());
    if (follow && lab instanceof LabClient live) {
      return Lasting.talk(home(), live, err(), client -> follow(client, id));
    }
    LogChunk piece;
    do {
      piece = lab.ask(LabQuestions.logs(id, which.trial(), offset, false)).getLog();
      print(piece);
    } while (!piece.getText().isEmpty() && !out().checkError());
    if (follow && !piece.getEnded()) {
      throw LabClient.noLab(home());
    }
    return ExitCode.DONE;
  }

  private int follow(LabClient client, String id) throws LabException, InterruptedException {
    client.send(LabQuestions.logs(id, which.trial(), offset, true));
    LogChunk piece;
    do {
      piece = client.next(null).getLog();
      print(piece);
      if (out().checkError()) {
        return ExitCode.FAILED; // nobody reads on, as behind head
      }
    } while (!piece.getEnded());
    return ExitCode.DONE;
  }

  /** A character may lie across two pieces: what is left of it waits in the buffer. */
  private void print(LogChunk piece) {
    offset = piece.getNextOffset();
    piece.getText().copyTo(bytes);
    decoder.decode(bytes.flip(), text, false);
    bytes.compact();
    out().print(text.flip());
    out().flush();
    text.clear();
  }
}
