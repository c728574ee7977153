package io.symlab.page;

import static akka.http.javadsl.server.PathMatchers.integerSegment;
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
  private final LabPage labs;

  Telling(LabLine lab, LabPage labs) {
    this.lab = lab;
    this.labs = labs;
  }

  Route routes() {
    return concat(
        pathPrefix("lab", () -> verbs("", 0)),
        pathPrefix(
            segment("experiments").slash(segment()),
            id ->
                concat(
                    verbs(id, 0),
                    path("cancel", () -> told(body -> LabLine.cancel(id))),
                    path("retry", () -> told(body -> LabLine.retry(id, 0))),
                    path("priority", () -> prioritised(id)),
                    pathPrefix(
                        segment("trials").slash(integerSegment()), trial -> trial(id, trial)))));
  }

  private Route trial(String id, int trial) {
    return trial == 0 // which to the lab is all of them
        ? complete(Answers.noTrial(id, trial))
        : concat(verbs(id, trial), path("retry", () -> told(body -> LabLine.retry(id, trial))));
  }

  private Route prioritised(String id) {
    return read(
        body ->
            body.path("priority").canConvertToInt() && body.path("priority").isIntegralNumber()
                ? tell(LabLine.priority(id, body.path("priority").intValue()))
                : refuse(
                    StatusCodes.BAD_REQUEST,
                    "priority wants a whole number, as {\"priority\": 5}"));
  }

  /** What can be said to the whole lab, an experiment, or a trial of it. */
  private Route verbs(String id, int trial) {
    return concat(
        path("pause", () -> told(body -> LabLine.pause(id, trial))),
        path("resume", () -> told(body -> LabLine.resume(id, trial))));
  }

  private Route told(Function<JsonNode, ClientRequest> request) {
    return read(body -> tell(request.apply(body)));
  }

  private Route tell(ClientRequest request) {
    return completeWithFuture(
        lab.ask(request)
            .thenApply(
                reply ->
                    Answers.of(
                        reply,
                        it ->
                            it.hasLab()
                                ? labs.exact(it.getLab())
                                : JsonViews.experiment(it.getExperiment()))));
  }

  /** Takes the whole body first, so that nothing is done on half a word or on one too long. */
  private Route read(Function<JsonNode, Route> inner) {
    return extractStrictEntity(
        BODY,
        entity ->
            isJson(entity.getContentType().mediaType())
                ? object(entity)
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
  private static Optional<JsonNode> object(HttpEntity.Strict entity) {
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
