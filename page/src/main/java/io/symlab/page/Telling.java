package io.symlab.page;

import static akka.http.javadsl.server.PathMatchers.segment;

import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.MediaType;
import akka.http.javadsl.model.StatusCode;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.server.AllDirectives;
import akka.http.javadsl.server.Route;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.symlab.actors.json.JsonViews;
import io.symlab.proto.ClientRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import scala.concurrent.duration.Duration;
import scala.concurrent.duration.FiniteDuration;

/**
 * The part of the interface that changes something. Answered when it has happened, as the verbs of
 * the command line are; with JSON alone, which no form of another site can send.
 */
final class Telling extends AllDirectives {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final FiniteDuration BODY = Duration.create(5, TimeUnit.SECONDS);

  private final LabLine lab;

  Telling(LabLine lab) {
    this.lab = lab;
  }

  Route routes() {
    return path(
        segment("experiments").slash(segment()).slash("cancel"),
        id -> told(body -> experiment(LabLine.cancel(id))));
  }

  private Route experiment(ClientRequest request) {
    return completeWithFuture(
        lab.ask(request)
            .thenApply(reply -> Answers.of(reply, it -> JsonViews.experiment(it.getExperiment()))));
  }

  /** Takes the whole body first, so that nothing is done on half a word or on one too long. */
  private Route told(Function<JsonNode, Route> inner) {
    return extractStrictEntity(
        BODY,
        entity ->
            isJson(entity.getContentType().mediaType())
                ? read(entity)
                    .map(inner)
                    .orElseGet(
                        () -> refuse(StatusCodes.BAD_REQUEST, "the body is no object of JSON"))
                : refuse(
                    StatusCodes.UNSUPPORTED_MEDIA_TYPE,
                    "send JSON, with the header 'Content-Type: application/json'"));
  }

  private static boolean isJson(MediaType type) {
    return type.isApplication() && type.subType().equals("json");
  }

  /** An object; an empty one where nothing was sent. */
  private static Optional<JsonNode> read(HttpEntity.Strict entity) {
    try {
      JsonNode body =
          entity.getData().isEmpty()
              ? JsonViews.object()
              : JSON.readTree(entity.getData().toArray());
      return Optional.of(body).filter(JsonNode::isObject);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Route refuse(StatusCode status, String why) {
    return complete(Answers.refused(new Refusal(status, why)));
  }
}
