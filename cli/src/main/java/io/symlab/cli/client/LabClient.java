package io.symlab.cli.client;

import akka.actor.ActorRef;
import akka.actor.ActorSystem;
import akka.actor.Address;
import akka.actor.ExtendedActorSystem;
import akka.pattern.Patterns;
import io.symlab.actors.endpoint.Client;
import io.symlab.actors.home.EndpointFile;
import io.symlab.actors.home.Keys;
import io.symlab.cli.exit.ExitCode;
import io.symlab.experiment.LabException;
import io.symlab.experiment.Version;
import io.symlab.proto.ClientEnvelope;
import io.symlab.proto.ClientReply;
import io.symlab.proto.ClientRequest;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.ListExperiments;
import io.symlab.proto.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/**
 * The command line's line to a lab: a plain remoting client with the home's keys, that asks the
 * lab's endpoint over mutual TLS on loopback.
 */
public final class LabClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** What the clocks of process and note may differ by. */
  private static final long CLOCKS_MILLIS = 2000;

  private final Path home;
  private final EndpointFile endpoint;
  private final ActorSystem system;
  private final ActorRef lab;

  private LabClient(Path home, EndpointFile endpoint, ActorSystem system, ActorRef lab) {
    this.home = home;
    this.endpoint = endpoint;
    this.system = system;
    this.lab = lab;
  }

  /**
   * To the lab that runs in a home. Nothing is sent yet.
   *
   * @throws LabException with exit code 3 when none runs there
   */
  public static LabClient connect(Path home) throws LabException {
    EndpointFile endpoint = running(home).orElseThrow(() -> noLab(home));
    Keys keys = Keys.find(home).orElseThrow(() -> noLab(home));
    ClassLoader classes = LabClient.class.getClassLoader();
    var system =
        ActorSystem.create(
            "client",
            ClientConfig.of(keys),
            ClientConfig.isReady() ? new FewResources(classes) : classes);
    ActorRef lab =
        ((ExtendedActorSystem) system).provider().resolveActorRef(Client.path(endpoint.port()));
    return new LabClient(home, endpoint, system, lab);
  }

  /**
   * What the lab that runs in a home says of itself; empty when none runs. A note that outlived its
   * process, even one whose number belongs to another process by now, counts for nothing.
   */
  public static Optional<EndpointFile> running(Path home) throws LabException {
    return EndpointFile.read(home)
        .filter(
            note ->
                ProcessHandle.of(note.pid())
                    .flatMap(process -> process.info().startInstant())
                    .map(start -> start.toEpochMilli() <= note.started() + CLOCKS_MILLIS)
                    .orElse(true));
  }

  /** Where the lab listens, and which process it is. */
  public EndpointFile endpoint() {
    return endpoint;
  }

  /**
   * Asks, and waits for the answer.
   *
   * @throws LabException when the lab refuses, with its words and exit code, or does not answer
   */
  public ClientReply ask(ClientRequest.Builder request) throws LabException, InterruptedException {
    return ask(request, PATIENCE);
  }

  /** Asks something that may take longer. */
  public ClientReply ask(ClientRequest.Builder request, Duration patience)
      throws LabException, InterruptedException {
    ClientRequest body = request.setClientVersion(Version.text()).build();
    ClientReply reply;
    try {
      reply =
          (ClientReply)
              Patterns.askWithReplyTo(lab, replyTo -> envelope(body, replyTo), patience)
                  .toCompletableFuture()
                  .get();
    } catch (ExecutionException e) {
      throw noAnswer(patience, e);
    }
    if (reply.hasRefused()) {
      throw new LabException(reply.getRefused().getExitCode(), reply.getRefused().getMessage());
    }
    return reply;
  }

  /** How an experiment stands. */
  public ExperimentView experiment(String id) throws LabException, InterruptedException {
    return ask(ClientRequest.newBuilder().setStatus(Status.newBuilder().setId(id))).getExperiment();
  }

  /** All experiments, oldest first. */
  public List<ExperimentView> experiments() throws LabException, InterruptedException {
    return ask(ClientRequest.newBuilder().setList(ListExperiments.getDefaultInstance()))
        .getExperiments()
        .getExperimentsList();
  }

  /**
   * The id that is meant: the one given, else the newest experiment's.
   *
   * @param id may be null
   */
  public String idOrNewest(String id) throws LabException, InterruptedException {
    if (id != null) {
      return id;
    }
    List<ExperimentView> all = experiments();
    if (all.isEmpty()) {
      throw new LabException(
          ExitCode.BAD_INPUT,
          "no experiment yet; 'lab submit RECIPE' begins one, 'lab recipes' lists those shipped");
    }
    return all.get(all.size() - 1).getId();
  }

  /** A question as the lab's endpoint reads it. */
  private ClientEnvelope envelope(ClientRequest body, ActorRef replyTo) {
    Address here = ((ExtendedActorSystem) system).provider().getDefaultAddress();
    return ClientEnvelope.newBuilder()
        .setBody(body)
        .setReplyTo(replyTo.path().toSerializationFormatWithAddress(here))
        .build();
  }

  private LabException noAnswer(Duration patience, ExecutionException cause) {
    boolean alive = ProcessHandle.of(endpoint.pid()).map(ProcessHandle::isAlive).orElse(false);
    return alive
        ? new LabException(
            1,
            "the lab (pid "
                + endpoint.pid()
                + ") did not answer within "
                + patience.toSeconds()
                + " s; "
                + home.resolve("logs/lab.log")
                + " may say why",
            cause)
        : new LabException(
            ExitCode.NO_LAB,
            "the lab in " + home + " has gone; 'lab up' starts it again, and it goes on");
  }

  static LabException noLab(Path home) {
    return new LabException(
        ExitCode.NO_LAB,
        "no lab is running in " + home + "; start it with 'lab up'" + KeeperNote.of(home));
  }

  /** Returns at once; what is still open ends with the process. */
  @Override
  public void close() {
    system.terminate();
  }
}
