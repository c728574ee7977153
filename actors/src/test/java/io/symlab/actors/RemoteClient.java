package io.symlab.actors;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import io.symlab.actors.endpoint.Client;
import io.symlab.actors.home.EndpointFile;
import io.symlab.actors.home.Keys;
import io.symlab.experiment.LabException;
import io.symlab.proto.ClientReply;
import io.symlab.proto.ClientRequest;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.Ping;
import io.symlab.proto.Status;
import io.symlab.proto.Submit;
import io.symlab.proto.Wait;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** A client as the command line is one: an actor system of its own, over the wire. */
final class RemoteClient implements AutoCloseable {
  private final ActorSystem<Void> system;
  private final ActorRef<Client.Request> lab;

  RemoteClient(Config config, int port) {
    system = ActorSystem.create(Behaviors.empty(), "client", config);
    lab = ActorRefResolver.get(system).resolveActorRef(Client.path(port));
  }

  /** Of the lab that runs in a home. */
  static RemoteClient of(Path home) throws LabException {
    Keys keys = Keys.find(home).orElseThrow();
    return new RemoteClient(LabConfig.client(keys), EndpointFile.read(home).orElseThrow().port());
  }

  /**
   * @throws CompletionException when no answer comes in time
   */
  ClientReply ask(ClientRequest.Builder request, Duration patience) {
    return AskPattern.<Client.Request, ClientReply>ask(
            lab,
            replyTo -> new Client.Request(request.build(), replyTo),
            patience,
            system.scheduler())
        .toCompletableFuture()
        .join();
  }

  ClientReply ask(ClientRequest.Builder request) {
    return ask(request, Duration.ofSeconds(30));
  }

  static ClientRequest.Builder ping() {
    return ClientRequest.newBuilder().setPing(Ping.getDefaultInstance());
  }

  ClientReply submit(String recipe, String... overrides) {
    var submit =
        Submit.newBuilder()
            .setRecipe(recipe)
            .setOrigin("test.conf")
            .setDirectory(Path.of("").toAbsolutePath().toString())
            .addAllOverrides(java.util.List.of(overrides));
    return ask(ClientRequest.newBuilder().setSubmit(submit));
  }

  ExperimentView status(String id) {
    return ask(ClientRequest.newBuilder().setStatus(Status.newBuilder().setId(id))).getExperiment();
  }

  /** The experiment once it has ended, or as it is after a minute or two. */
  ExperimentView await(String id) {
    var wait = Wait.newBuilder().setId(id).setMilliseconds(10_000);
    ExperimentView view = null;
    for (int i = 0; i < 9 && (view == null || view.getEndedMillis() == 0); i++) {
      view = ask(ClientRequest.newBuilder().setWait(wait)).getExperiment();
    }
    return view;
  }

  @Override
  public void close() {
    system.terminate();
    // Remoting may fail to end its streams in time when the machine is busy; no test is about that.
    system
        .getWhenTerminated()
        .toCompletableFuture()
        .completeOnTimeout(null, 20, TimeUnit.SECONDS)
        .join();
  }
}
