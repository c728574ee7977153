package io.symlab.page;

import static akka.http.javadsl.server.PathMatchers.segment;

import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.server.AllDirectives;
import akka.http.javadsl.server.Route;
import io.symlab.actors.json.JsonViews;
import io.symlab.proto.ClientRequest;
import java.util.function.Supplier;

/**
 * The part of the interface that changes something. Answered when it has happened, as the verbs of
 * the command line are; with JSON alone, which no form of another site can send.
 */
final class Telling extends AllDirectives {
  private final LabLine lab;

  Telling(LabLine lab) {
    this.lab = lab;
  }

  Route routes() {
    return path(
        segment("experiments").slash(segment()).slash("cancel"),
        id -> onlyJson(() -> experiment(LabLine.cancel(id))));
  }

  private Route experiment(ClientRequest request) {
    return completeWithFuture(
        lab.ask(request)
            .thenApply(reply -> Answers.of(reply, it -> JsonViews.experiment(it.getExperiment()))));
  }

  private Route onlyJson(Supplier<Route> inner) {
    return extractRequestEntity(
        entity ->
            entity.getContentType().mediaType().isApplication()
                    && entity.getContentType().mediaType().subType().equals("json")
                ? inner.get()
                : complete(
                    Answers.refused(
                        new Refusal(
                            StatusCodes.UNSUPPORTED_MEDIA_TYPE,
                            "send JSON, with the header 'Content-Type: application/json'"))));
  }
}
