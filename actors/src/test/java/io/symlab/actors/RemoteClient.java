package io.symlab.actors;

import io.symlab.door.DoorClient;
import io.symlab.door.SocketPlace;
import io.symlab.experiment.RunState;
import io.symlab.proto.ClientReply;
import io.symlab.proto.ClientRequest;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.Hello;
import io.symlab.proto.Ping;
import io.symlab.proto.Status;
import io.symlab.proto.Submit;
import io.symlab.proto.Wait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A client as the command line is one: over the socket in the home. */
final class RemoteClient implements AutoCloseable {
  private final DoorClient door;
  private final Hello hello;

  private RemoteClient(DoorClient door) throws IOException, InterruptedException {
    this.door = door;
    this.hello = ClientReply.parseFrom(door.receive(Duration.ofSeconds(30))).getHello();
  }

  /** Of the lab that runs in a home. */
  static RemoteClient of(Path home) throws IOException, InterruptedException {
    return new RemoteClient(DoorClient.connect(home, SocketPlace.LAB).orElseThrow());
  }

  /** Whether a lab runs in a home. */
  static boolean isAnswered(Path home) throws IOException {
    try (var found = DoorClient.connect(home, SocketPlace.LAB).orElse(null)) {
      return found != null;
    }
  }

  Hello hello() {
    return hello;
  }

  ClientReply ask(ClientRequest.Builder request) {
    send(request);
    return next();
  }

  void send(ClientRequest.Builder request) {
    try {
      door.send(request.build(), Duration.ofSeconds(30));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  ClientReply next() {
    try {
      return ClientReply.parseFrom(door.receive(Duration.ofMinutes(2)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether something comes within that time; it is lost by asking. */
  boolean hasNext(Duration patience) throws IOException, InterruptedException {
    try {
      door.receive(patience);
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    }
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
            .addAllOverrides(List.of(overrides));
    return ask(ClientRequest.newBuilder().setSubmit(submit));
  }

  ExperimentView status(String id) {
    return ask(ClientRequest.newBuilder().setStatus(Status.newBuilder().setId(id))).getExperiment();
  }

  /** The experiment once it has ended, or as it is after a minute and a half. */
  ExperimentView await(String id) {
    var wait = Wait.newBuilder().setId(id).setMilliseconds(90_000);
    return ask(ClientRequest.newBuilder().setWait(wait)).getExperiment();
  }

  /** The experiment once it has ended; fails when that takes more than some minutes. */
  ExperimentView awaitEnd(String id) {
    for (int i = 0; i < 5; i++) {
      ExperimentView view = await(id);
      if (RunState.ended(view.getState())) {
        return view;
      }
    }
    throw new AssertionError(id + " does not end: " + status(id));
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
