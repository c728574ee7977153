package io.symlab.page;

import akka.NotUsed;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.AskPattern;
import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.server.AllDirectives;
import akka.http.javadsl.server.Route;
import akka.japi.Pair;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Server-sent events: each page that is open pulls what is new from an actor of its own. */
final class Feeds extends AllDirectives {
  private static final ContentType EVENTS = MediaTypes.TEXT_EVENT_STREAM.toContentType();
  private static final int MOST = 32;

  /** Longer than an actor ever keeps silent. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final ActorSystem<?> system;
  private final LabLine lab;
  private final LabPage labs;
  private final ExperimentPage experiments;
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger opened = new AtomicInteger();

  Feeds(ActorSystem<?> system, LabLine lab, LabPage labs, ExperimentPage experiments) {
    this.system = system;
    this.lab = lab;
    this.labs = labs;
    this.experiments = experiments;
  }

  /** {@code ?experiment=e3&trial=2} has it tell of these in full, too. */
  Route route() {
    return parameterOptional(
        "experiment",
        experiment ->
            parameterOptional(
                "trial",
                trial -> {
                  Optional<Feed.Interest> interest = Feed.Interest.of(experiment, trial);
                  return complete(
                      interest
                          .map(this::begin)
                          .orElseGet(
                              () ->
                                  Answers.refused(
                                      new Refusal(
                                          StatusCodes.BAD_REQUEST,
                                          "trial wants a trial's number, 1 or more, of an"
                                              + " experiment, such as ?experiment=e3&trial=2"))));
                }));
  }

  private HttpResponse begin(Feed.Interest interest) {
    if (open.incrementAndGet() > MOST) {
      open.decrementAndGet();
      return Answers.refused(
          new Refusal(
              StatusCodes.SERVICE_UNAVAILABLE,
              "more than " + MOST + " pages are open at once; close one"));
    }
    ActorRef<Feed.Command> feed =
        system.systemActorOf(
            Feed.create(lab, labs, experiments, interest),
            "feed-" + opened.incrementAndGet(),
            DispatcherSelector.fromConfig("symlab.blocking-dispatcher"));
    Source<ByteString, NotUsed> events =
        Source.unfoldAsync(
                feed,
                from ->
                    AskPattern.<Feed.Command, String>ask(
                            from, Feed.Next::new, PATIENCE, system.scheduler())
                        .thenApply(
                            text -> Optional.of(Pair.create(from, ByteString.fromString(text)))))
            .watchTermination(
                (none, end) -> {
                  end.whenComplete(
                      (done, failure) -> {
                        open.decrementAndGet();
                        feed.tell(new Feed.Gone());
                      });
                  return none;
                });
    return HttpResponse.create().withEntity(HttpEntities.create(EVENTS, events));
  }
}
