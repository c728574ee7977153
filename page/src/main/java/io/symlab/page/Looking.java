package io.symlab.page;

import static akka.http.javadsl.server.PathMatchers.integerSegment;
import static akka.http.javadsl.server.PathMatchers.segment;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.server.AllDirectives;
import akka.http.javadsl.server.Route;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.symlab.actors.json.JsonViews;
import io.symlab.proto.ClientReply;
import io.symlab.proto.ClientRequest;
import io.symlab.proto.ExperimentList;
import io.symlab.proto.LogChunk;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** The part of the interface that only looks. */
final class Looking extends AllDirectives {
  private final LabLine lab;
  private final ExperimentPage experiments = new ExperimentPage();
  private final LabPage labs;
  private final Feeds feeds;

  Looking(ActorSystem<?> system, LabLine lab, LabPage labs) {
    this.lab = lab;
    this.labs = labs;
    this.feeds = new Feeds(system, lab, labs, experiments);
  }

  Route routes() {
    return concat(
        path("lab", () -> answer(LabLine.ping(), it -> labs.exact(it.getLab()))),
        path("events", feeds::route),
        path("experiments", () -> answer(LabLine.list(), it -> list(it.getExperiments()))),
        path(
            segment("experiments").slash(segment()),
            id -> answer(LabLine.status(id), it -> experiments.of(it.getExperiment()))),
        pathPrefix(
            segment("experiments").slash(segment()).slash("trials").slash(integerSegment()),
            this::trial));
  }

  private Route trial(String id, int trial) {
    if (trial == 0) { // which the lab would take for whichever there is
      return complete(Answers.noTrial(id, trial));
    }
    return concat(
        path("front", () -> answer(LabLine.front(id, trial), it -> FrontPage.of(it.getFront()))),
        path("curves", () -> file(id, trial, folder -> Optional.of(TrialCurves.read(folder)))),
        path("evaluation", () -> file(id, trial, TrialEvaluation::read)),
        path("log", () -> parameterOptional("offset", from -> log(id, trial, from.orElse("0")))));
  }

  private Route log(String id, int trial, String offset) {
    if (!offset.matches("[0-9]{1,18}")) {
      return complete(
          Answers.refused(
              new Refusal(
                  StatusCodes.BAD_REQUEST,
                  "offset is a number of bytes, from 0 on, not '" + offset + "'")));
    }
    return answer(LabLine.logs(id, trial, Long.parseLong(offset)), it -> log(it.getLog()));
  }

  /** As {@code lab list --json} has it. */
  private static ArrayNode list(ExperimentList list) {
    ArrayNode rows = JsonViews.array();
    list.getExperimentsList().forEach(view -> rows.add(JsonViews.brief(view)));
    return rows;
  }

  static ObjectNode log(LogChunk chunk) {
    return JsonViews.object()
        .put("text", chunk.getText().toStringUtf8())
        .put("next_offset", chunk.getNextOffset())
        .put("ended", chunk.getEnded());
  }

  private Route answer(ClientRequest request, Function<ClientReply, JsonNode> view) {
    return completeWithFuture(lab.ask(request).thenApply(reply -> Answers.of(reply, view)));
  }

  /** What stands in a trial's folder, which only the lab's answer names. */
  private Route file(String id, int trial, Function<Path, Optional<ObjectNode>> read) {
    return completeWithFuture(
        lab.ask(LabLine.status(id)).thenApply(reply -> file(reply, trial, read)));
  }

  private static HttpResponse file(
      ClientReply reply, int trial, Function<Path, Optional<ObjectNode>> read) {
    if (reply.hasRefused()) {
      return Answers.of(reply, none -> JsonViews.object());
    }
    var view = reply.getExperiment();
    if (view.getTrialsList().stream().noneMatch(one -> one.getIndex() == trial)) {
      return Answers.noTrial(view.getId(), trial);
    }
    return read.apply(Path.of(view.getDirectory(), Integer.toString(trial)))
        .map(Answers::json)
        .orElseGet(
            () -> Answers.notFound("trial " + trial + " of " + view.getId() + " has none yet"));
  }
}
