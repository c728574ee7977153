package io.symlab.page;

import static akka.http.javadsl.server.PathMatchers.segment;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.AllDirectives;
import akka.http.javadsl.server.Route;
import com.fasterxml.jackson.databind.JsonNode;
import io.symlab.actors.json.JsonViews;
import io.symlab.proto.ClientReply;
import io.symlab.proto.ClientRequest;
import java.util.Optional;
import java.util.function.Function;

/** Which path is answered with what. */
final class Routes extends AllDirectives {
  private final LabLine lab;
  private final Feeds feeds;

  Routes(ActorSystem<?> system, LabLine lab) {
    this.lab = lab;
    this.feeds = new Feeds(system, lab);
  }

  Route all() {
    return concat(
        pathPrefix("api", this::api),
        get(
            () ->
                concat(
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
                    path("lab", () -> answer(LabLine.ping(), it -> JsonViews.lab(it.getLab()))),
                    path(
                        "experiments",
                        () -> answer(LabLine.list(), it -> Rows.of(it.getExperiments()))),
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

  private Route answer(ClientRequest request, Function<ClientReply, JsonNode> view) {
    return completeWithFuture(lab.ask(request).thenApply(reply -> Answers.of(reply, view)));
  }

  private Route file(Optional<HttpResponse> found) {
    return found.map(this::complete).orElseGet(this::missing);
  }

  private Route missing() {
    return extractUri(
        uri -> complete(Answers.notFound("there is nothing under " + uri.path() + " here")));
  }
}
