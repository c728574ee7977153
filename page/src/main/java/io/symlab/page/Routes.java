package io.symlab.page;

import static akka.http.javadsl.server.PathMatchers.segment;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.AllDirectives;
import akka.http.javadsl.server.Route;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.symlab.actors.json.JsonViews;
import io.symlab.proto.ClientReply;
import io.symlab.proto.ClientRequest;
import io.symlab.proto.ExperimentList;
import java.util.Optional;
import java.util.function.Function;

/** Which path is answered with what. */
final class Routes extends AllDirectives {
  private static final ContentType.NonBinary PROMETHEUS =
      (ContentType.NonBinary) ContentTypes.parse("text/plain; version=0.0.4; charset=utf-8");

  private final LabLine lab;
  private final Feeds feeds;
  private final LabMetrics metrics;

  Routes(ActorSystem<?> system, LabLine lab) {
    this.lab = lab;
    this.feeds = new Feeds(system, lab);
    this.metrics = new LabMetrics(lab, system);
  }

  Route all() {
    return concat(
        pathPrefix("api", this::api),
        get(
            () ->
                concat(
                    path("metrics", this::metrics),
                    pathSingleSlash(() -> file(PageFiles.own("index.html"))),
                    path(segment("page").slash(segment()), name -> file(PageFiles.own(name))),
                    path(segment("uplot").slash(segment()), name -> file(PageFiles.plots(name))))),
        missing());
  }

  private Route api() {
    return concat(
        get(
            () ->
                concat(
                    path("lab", () -> answer(LabLine.ping(), it -> LabPage.exact(it.getLab()))),
                    path(
                        "experiments",
                        () -> answer(LabLine.list(), it -> list(it.getExperiments()))),
                    path(
                        segment("experiments").slash(segment()),
                        id ->
                            answer(
                                LabLine.status(id),
                                it -> JsonViews.experiment(it.getExperiment()))),
                    path("events", feeds::route))),
        post(
            () ->
                path(
                    segment("experiments").slash(segment()).slash("cancel"),
                    id ->
                        answer(
                            LabLine.cancel(id), it -> JsonViews.experiment(it.getExperiment())))));
  }

  /** As {@code lab list --json} has it. */
  private static ArrayNode list(ExperimentList list) {
    ArrayNode rows = JsonViews.array();
    list.getExperimentsList().forEach(view -> rows.add(JsonViews.brief(view)));
    return rows;
  }

  private Route answer(ClientRequest request, Function<ClientReply, JsonNode> view) {
    return completeWithFuture(lab.ask(request).thenApply(reply -> Answers.of(reply, view)));
  }

  private Route metrics() {
    return completeWithFuture(
        metrics
            .scrape()
            .thenApply(
                text -> HttpResponse.create().withEntity(PROMETHEUS, text)));
  }

  private Route file(Optional<HttpResponse> found) {
    return found.map(this::complete).orElseGet(this::missing);
  }

  private Route missing() {
    return extractUri(
        uri -> complete(Answers.notFound("there is nothing under " + uri.path() + " here")));
  }
}
