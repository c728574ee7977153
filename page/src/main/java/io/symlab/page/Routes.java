package io.symlab.page;

import static akka.http.javadsl.server.PathMatchers.segment;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.server.AllDirectives;
import akka.http.javadsl.server.ExceptionHandler;
import akka.http.javadsl.server.RejectionHandler;
import akka.http.javadsl.server.Route;
import akka.http.scaladsl.model.EntityStreamSizeException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which path is answered with what: the page's own files, the interface, the figures. */
final class Routes extends AllDirectives {
  private static final Logger LOG = LoggerFactory.getLogger(Routes.class);
  private static final ContentType.NonBinary PROMETHEUS =
      (ContentType.NonBinary) ContentTypes.parse("text/plain; version=0.0.4; charset=utf-8");

  private final Looking looking;
  private final Telling telling;
  private final LabMetrics metrics;

  Routes(ActorSystem<?> system, LabLine lab) {
    var labs = new LabPage(system);
    this.looking = new Looking(system, lab, labs);
    this.telling = new Telling(lab, labs);
    this.metrics = new LabMetrics(lab, system);
  }

  Route all() {
    Route found =
        concat(
            pathPrefix("api", () -> concat(get(looking::routes), post(telling::routes))),
            get(
                () ->
                    concat(
                        path("metrics", this::metrics),
                        pathSingleSlash(() -> file(PageFiles.own("index.html"))),
                        path(segment("page").slash(segment()), name -> file(PageFiles.own(name))),
                        path(
                            segment("uplot").slash(segment()),
                            name -> file(PageFiles.plots(name))))),
            missing());
    return handleExceptions(
        trouble(), () -> handleRejections(RejectionHandler.defaultHandler(), () -> found));
  }

  private Route metrics() {
    return completeWithFuture(
        metrics.scrape().thenApply(text -> HttpResponse.create().withEntity(PROMETHEUS, text)));
  }

  private Route file(Optional<HttpResponse> found) {
    return found.map(this::complete).orElseGet(this::missing);
  }

  private Route missing() {
    return extractRequest(
        request ->
            complete(
                Answers.notFound(
                    "there is nothing to "
                        + request.method().name()
                        + " under "
                        + request.getUri().path()
                        + " here")));
  }

  private ExceptionHandler trouble() {
    return ExceptionHandler.newBuilder()
        .match(
            TimeoutException.class,
            late ->
                complete(
                    Answers.refused(
                        new Refusal(
                            StatusCodes.SERVICE_UNAVAILABLE, "the lab did not answer in time"))))
        .match(
            EntityStreamSizeException.class,
            tooLong ->
                complete(
                    Answers.refused(
                        new Refusal(StatusCodes.CONTENT_TOO_LARGE, "the request is too long"))))
        .matchAny(
            thrown -> {
              LOG.error("the page can't answer", thrown);
              return complete(
                  Answers.refused(
                      new Refusal(
                          StatusCodes.INTERNAL_SERVER_ERROR,
                          "the lab failed to answer: " + thrown.getMessage())));
            })
        .build();
  }
}
