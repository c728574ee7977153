package io.symlab.page;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.AskPattern;
import io.symlab.actors.endpoint.Client;
import io.symlab.experiment.Version;
import io.symlab.proto.Cancel;
import io.symlab.proto.ClientReply;
import io.symlab.proto.ClientRequest;
import io.symlab.proto.Front;
import io.symlab.proto.ListExperiments;
import io.symlab.proto.Logs;
import io.symlab.proto.Pause;
import io.symlab.proto.Ping;
import io.symlab.proto.Prioritise;
import io.symlab.proto.Resume;
import io.symlab.proto.Retry;
import io.symlab.proto.Status;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** The page's line to the lab: the same questions that the command line asks, to the same actor. */
final class LabLine {
  /** Some verbs are answered when what they ask for has happened. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ActorSystem<?> system;
  private final ActorRef<Client.Request> endpoint;
  private final Executor files;

  LabLine(ActorSystem<?> system, ActorRef<Client.Request> endpoint) {
    this.system = system;
    this.endpoint = endpoint;
    this.files =
        system.dispatchers().lookup(DispatcherSelector.fromConfig("symlab.blocking-dispatcher"));
  }

  /** What is done with the answer may wait for files: it holds up nobody there. */
  CompletionStage<ClientReply> ask(ClientRequest request) {
    CompletionStage<ClientReply> answer =
        AskPattern.ask(
            endpoint,
            replyTo -> new Client.Request(request, replyTo),
            PATIENCE,
            system.scheduler());
    return answer.thenApplyAsync(Function.identity(), files);
  }

  /** Has the answer sent to an actor. */
  void ask(ClientRequest request, ActorRef<ClientReply> replyTo) {
    endpoint.tell(new Client.Request(request, replyTo));
  }

  static ClientRequest ping() {
    return request().setPing(Ping.getDefaultInstance()).build();
  }

  static ClientRequest list() {
    return request().setList(ListExperiments.getDefaultInstance()).build();
  }

  static ClientRequest status(String id) {
    return request().setStatus(Status.newBuilder().setId(id)).build();
  }

  static ClientRequest front(String id, int trial) {
    return request().setFront(Front.newBuilder().setId(id).setTrial(trial)).build();
  }

  static ClientRequest logs(String id, int trial, long offset) {
    return request().setLogs(Logs.newBuilder().setId(id).setTrial(trial).setOffset(offset)).build();
  }

  static ClientRequest cancel(String id) {
    return request().setCancel(Cancel.newBuilder().setId(id)).build();
  }

  /**
   * @param id empty: the whole lab
   * @param trial 0: the whole experiment
   */
  static ClientRequest pause(String id, int trial) {
    return request().setPause(Pause.newBuilder().setId(id).setTrial(trial)).build();
  }

  /** As {@link #pause}. */
  static ClientRequest resume(String id, int trial) {
    return request().setResume(Resume.newBuilder().setId(id).setTrial(trial)).build();
  }

  /** As {@link #pause}, of what failed or was pruned. */
  static ClientRequest retry(String id, int trial) {
    return request().setRetry(Retry.newBuilder().setId(id).setTrial(trial)).build();
  }

  static ClientRequest priority(String id, int priority) {
    return request().setPrioritise(Prioritise.newBuilder().setId(id).setPriority(priority)).build();
  }

  private static ClientRequest.Builder request() {
    return ClientRequest.newBuilder().setClientVersion(Version.text());
  }
}
