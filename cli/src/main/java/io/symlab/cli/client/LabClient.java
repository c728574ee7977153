package io.symlab.cli.client;

import io.symlab.cli.exit.ExitCode;
import io.symlab.door.DoorClient;
import io.symlab.door.Frames;
import io.symlab.door.SocketPlace;
import io.symlab.experiment.LabException;
import io.symlab.experiment.Version;
import io.symlab.proto.ClientReply;
import io.symlab.proto.ClientRequest;
import io.symlab.proto.Hello;
import io.symlab.proto.LabView;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The command line's line to the lab that runs in a home: questions, answers, and streams. */
public final class LabClient implements LabAnswers, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Path home;
  private final DoorClient door;
  private final Hello hello;

  private LabClient(Path home, DoorClient door, Hello hello) {
    this.home = home;
    this.door = door;
    this.hello = hello;
  }

  /**
   * To the lab that runs in a home.
   *
   * @throws LabException with exit code 3 when none runs there
   */
  public static LabClient connect(Path home) throws LabException, InterruptedException {
    return tryConnect(home).orElseThrow(() -> noLab(home));
  }

  /**
   * To the lab that runs in a home, or that its watchdog is about to start again.
   *
   * @param err where is said that this takes a while
   * @throws LabException with exit code 3 when there is neither, or the lab itself waits for
   *     something before it begins
   */
  public static LabClient connect(Path home, PrintWriter err)
      throws LabException, InterruptedException {
    return Lasting.awaitLab(home, err, noLab(home), false);
  }

  /** The same, but empty when there is neither. */
  public static Optional<LabClient> find(Path home, PrintWriter err)
      throws LabException, InterruptedException {
    try {
      return Optional.of(connect(home, err));
    } catch (LabException e) {
      if (e.exitCode() == ExitCode.NO_LAB) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * To the lab that runs in a home; empty when none does. That it answers on its socket is what
   * running means.
   *
   * @throws LabException when one is there that this user or this build can't talk to
   */
  public static Optional<LabClient> tryConnect(Path home)
      throws LabException, InterruptedException {
    DoorClient door = null;
    try {
      Optional<DoorClient> connected = DoorClient.connect(home, SocketPlace.LAB);
      if (connected.isEmpty()) {
        return Optional.empty();
      }
      door = connected.get();
      ClientReply first = ClientReply.parseFrom(door.receive(PATIENCE));
      Hello hello = accepted(first).getHello();
      if (hello.getProtocol() != Frames.PROTOCOL) {
        throw new LabException(
            ExitCode.FAILED,
            "the lab in "
                + home
                + " is "
                + hello.getVersion()
                + " and does not understand this command, which is "
                + Version.text()
                + "; use that version's, or end it with 'kill "
                + hello.getPid()
                + "' and start it again with 'lab up'");
      }
      var client = new LabClient(home, door, hello);
      door = null;
      return Optional.of(client);
    } catch (EOFException e) {
      return Optional.empty(); // it has just gone
    } catch (SocketTimeoutException e) {
      throw silent(home, PATIENCE, e);
    } catch (IOException e) {
      throw new LabException(ExitCode.FAILED, "can't reach the lab in " + home + ": " + why(e), e);
    } finally {
      closeQuietly(door);
    }
  }

  /** Whether a lab runs in a home. */
  public static boolean isRunning(Path home) throws LabException, InterruptedException {
    try (var client = tryConnect(home).orElse(null)) {
      return client != null;
    }
  }

  /** Who the lab says it is. */
  public Hello hello() {
    return hello;
  }

  @Override
  public ClientReply ask(ClientRequest.Builder request) throws LabException, InterruptedException {
    return ask(request, PATIENCE);
  }

  /** Asks something that may take longer. */
  public ClientReply ask(ClientRequest.Builder request, Duration patience)
      throws LabException, InterruptedException {
    send(request);
    return next(patience);
  }

  /** Asks something that is answered by many replies; {@link #next} gives them. */
  public void send(ClientRequest.Builder request) throws LabException, InterruptedException {
    try {
      door.send(request.setClientVersion(Version.text()).build(), PATIENCE);
    } catch (SocketTimeoutException e) {
      throw silent(home, PATIENCE, e);
    } catch (IOException e) {
      throw gone(e);
    }
  }

  /**
   * The next reply.
   *
   * @param patience null: for ever
   * @throws LabException when the lab refuses, with its words and exit code; when it does not
   *     answer in time; when it has gone, with exit code 3
   */
  public ClientReply next(Duration patience) throws LabException, InterruptedException {
    ClientReply reply;
    try {
      reply = ClientReply.parseFrom(door.receive(patience));
    } catch (SocketTimeoutException e) {
      throw silent(home, patience, e);
    } catch (IOException e) {
      throw gone(e);
    }
    return accepted(reply);
  }

  /** A reply that is no refusal. */
  static ClientReply accepted(ClientReply reply) throws LabException {
    if (reply.hasRefused()) {
      throw new LabException(reply.getRefused().getExitCode(), reply.getRefused().getMessage());
    }
    return reply;
  }

  @Override
  public Optional<LabView> lab() throws LabException, InterruptedException {
    return Optional.of(ask(LabQuestions.ping()).getLab());
  }

  /**
   * Returns when the lab has closed the connection, which it does last of all.
   *
   * @throws LabException when it does not within that time
   */
  public void awaitGone(Duration patience) throws LabException, InterruptedException {
    try {
      door.receive(patience);
    } catch (SocketTimeoutException e) {
      throw new LabException(
          ExitCode.FAILED,
          "the lab said that it leaves, but its process "
              + hello.getPid()
              + " is still there; 'kill -9 "
              + hello.getPid()
              + "' ends it, and nothing is lost",
          e);
    } catch (IOException e) {
      // That is what was waited for.
      return;
    }
  }

  private LabException gone(IOException cause) {
    return new LabGoneException(home, cause);
  }

  private static LabException silent(Path home, Duration patience, IOException cause) {
    return new LabException(
        ExitCode.FAILED,
        "the lab in "
            + home
            + " did not answer within "
            + patience.toSeconds()
            + " s; "
            + home.resolve("logs/lab.log")
            + " may say why",
        cause);
  }

  public static LabException noLab(Path home) {
    return new LabException(
        ExitCode.NO_LAB,
        "no lab is running in "
            + home
            + "; start it with 'lab up'"
            + KeeperNote.of(home)
            + demo(home.resolve("demo")));
  }

  private static String demo(Path home) {
    return Files.isRegularFile(home.resolve("journal/CURRENT"))
        ? System.lineSeparator() + "     'lab list --home " + home + "' shows what 'lab demo' left"
        : "";
  }

  private static String why(IOException e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  @Override
  public void close() {
    closeQuietly(door);
  }

  private static void closeQuietly(DoorClient door) {
    if (door != null) {
      try {
        door.close();
      } catch (IOException e) {
        // The other end sees it closed all the same when this process ends.
        return;
      }
    }
  }
}
