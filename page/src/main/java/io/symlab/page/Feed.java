package io.symlab.page;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.eventstream.EventStream;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import io.symlab.actors.json.JsonViews;
import io.symlab.actors.lab.ExperimentChanged;
import io.symlab.proto.ClientReply;
import io.symlab.proto.ExperimentList;
import io.symlab.proto.ExperimentView;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What one open page is told: looks again when something has changed, at most once in a while, and
 * hands over what is new when the page asks for it. What a slow page has not taken is replaced by
 * what is newer, so that nothing piles up.
 */
final class Feed extends AbstractBehavior<Feed.Command> {
  private static final Duration PAUSE = Duration.ofMillis(600);
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final int SILENCE_TICKS = 10;

  /** What is removed is told by nobody. */
  private static final int LIST_TICKS = 15;

  sealed interface Command permits Next, Gone, Answered, Changed, Look, Tick {}

  /** From the stream: the page has taken what it was given. Answered with one or more events. */
  record Next(ActorRef<String> replyTo) implements Command {}

  /** From the stream: it has ended. */
  record Gone() implements Command {}

  /** From the endpoint. */
  private record Answered(ClientReply reply) implements Command {}

  /** From an experiment. */
  private record Changed(String id) implements Command {}

  /** From a timer: time to look at what has changed. */
  private record Look() implements Command {}

  /** From a timer, always. */
  private record Tick() implements Command {}

  /**
   * What a page shows in full.
   *
   * @param experiment its id; empty: none
   * @param trial of it; 0: none
   */
  record Interest(String experiment, int trial) {
    /** As it was asked for; empty when that can't be. */
    static Optional<Interest> of(Optional<String> experiment, Optional<String> trial) {
      if (trial.isEmpty()) {
        return Optional.of(new Interest(experiment.orElse(""), 0));
      }
      boolean number = trial.get().matches("[1-9][0-9]{0,6}");
      return number && experiment.isPresent()
          ? Optional.of(new Interest(experiment.get(), Integer.parseInt(trial.get())))
          : Optional.empty();
    }
  }

  private final LabLine lab;
  private final LabPage labs;
  private final ExperimentPage experiments;
  private final Interest interest;
  private final TimerScheduler<Command> timers;
  private final ActorRef<ClientReply> answers;
  private final News news = new News();
  private final Set<String> changed = new LinkedHashSet<>();
  private final Set<String> told = new HashSet<>();
  private final Optional<TrialFeed> trial;
  private ActorRef<String> asker;
  private int silent;
  private int ticks;

  private Feed(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      LabLine lab,
      LabPage labs,
      ExperimentPage experiments,
      Interest interest) {
    super(context);
    this.lab = lab;
    this.labs = labs;
    this.experiments = experiments;
    this.interest = interest;
    this.timers = timers;
    this.answers = context.messageAdapter(ClientReply.class, Answered::new);
    this.trial =
        interest.trial() > 0
            ? Optional.of(new TrialFeed(interest, news, request -> lab.ask(request, answers)))
            : Optional.empty();
    ActorRef<ExperimentChanged> changes =
        context.messageAdapter(ExperimentChanged.class, it -> new Changed(it.id()));
    context
        .getSystem()
        .eventStream()
        .tell(new EventStream.Subscribe<>(ExperimentChanged.class, changes));
    timers.startTimerWithFixedDelay(new Tick(), TICK);
    lab.ask(LabLine.ping(), answers);
    lab.ask(LabLine.list(), answers);
    if (!interest.experiment().isEmpty()) {
      lab.ask(LabLine.status(interest.experiment()), answers);
    }
  }

  static Behavior<Command> create(
      LabLine lab, LabPage labs, ExperimentPage experiments, Interest interest) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new Feed(context, timers, lab, labs, experiments, interest)));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Next.class, this::onNext)
        .onMessage(Answered.class, answered -> onAnswered(answered.reply()))
        .onMessage(Changed.class, this::onChanged)
        .onMessage(Look.class, look -> onLook())
        .onMessage(Tick.class, tick -> onTick())
        .onMessage(Gone.class, gone -> Behaviors.stopped())
        .build();
  }

  private Behavior<Command> onNext(Next next) {
    asker = next.replyTo();
    return handOver();
  }

  private Behavior<Command> onChanged(Changed one) {
    if (changed.isEmpty()) {
      timers.startSingleTimer(new Look(), PAUSE);
    }
    changed.add(one.id());
    return this;
  }

  private Behavior<Command> onLook() {
    changed.forEach(id -> lab.ask(LabLine.status(id), answers));
    changed.clear();
    lab.ask(LabLine.ping(), answers);
    return this;
  }

  private Behavior<Command> onTick() {
    silent++;
    ticks++;
    if (ticks % LIST_TICKS == 0) {
      lab.ask(LabLine.list(), answers);
    }
    if (silent % SILENCE_TICKS == 0) {
      lab.ask(LabLine.ping(), answers);
    }
    if (silent >= SILENCE_TICKS && asker != null && news.isEmpty()) {
      news.stillHere();
    }
    trial.ifPresent(TrialFeed::tick);
    return handOver();
  }

  private Behavior<Command> onAnswered(ClientReply reply) {
    switch (reply.getWhatCase()) {
      case LAB -> news.put("lab", "lab", labs.rounded(reply.getLab()));
      case EXPERIMENTS -> onList(reply.getExperiments());
      case EXPERIMENT -> onExperiment(reply.getExperiment());
      case FRONT -> trial.ifPresent(it -> it.onFront(reply.getFront()));
      case LOG -> trial.ifPresent(it -> it.onLog(reply.getLog()));
      case REFUSED -> {
        String message = reply.getRefused().getMessage();
        news.put("trouble", "trouble", JsonViews.object().put("error", message));
      }
      default -> {} // nothing else was asked
    }
    return handOver();
  }

  /** All there are: what was told of and is not among them has been removed. */
  private void onList(ExperimentList list) {
    Set<String> there = new HashSet<>();
    for (ExperimentView view : list.getExperimentsList()) {
      there.add(view.getId());
      news.put("row " + view.getId(), "row", JsonViews.brief(view));
    }
    for (String id : told) {
      if (!there.contains(id)) {
        news.put("row " + id, "gone", JsonViews.object().put("id", id));
      }
    }
    told.clear();
    told.addAll(there);
  }

  private void onExperiment(ExperimentView view) {
    told.add(view.getId());
    news.put("row " + view.getId(), "row", JsonViews.brief(view));
    if (view.getId().equals(interest.experiment())) {
      experiments
          .of(view)
          .path("trials")
          .forEach(one -> news.put("trial " + one.path("trial").asInt(), "trial", one));
      trial.ifPresent(it -> it.onExperiment(view));
    }
  }

  private Behavior<Command> handOver() {
    if (asker != null && !news.isEmpty()) {
      asker.tell(news.take());
      asker = null;
      silent = 0;
    }
    return this;
  }
}
