package io.symlab.page;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.eventstream.EventStream;
import akka.actor.typed.javadsl.Behaviors;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.symlab.actors.json.TrialCounts;
import io.symlab.actors.trial.AttemptClosed;
import io.symlab.experiment.RunState;
import io.symlab.proto.ClientReply;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.LabView;
import io.symlab.proto.StageView;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** The lab's figures for Prometheus, made when they are asked for. */
final class LabMetrics implements AutoCloseable {
  private final LabLine lab;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics garbage = new JvmGcMetrics();
  private final MultiGauge trials;
  private final MultiGauge experiments;
  private final MultiGauge rates;
  private volatile LabView view = LabView.getDefaultInstance();
  private volatile HomeDisk disk = new HomeDisk(-1, -1, -1);

  LabMetrics(LabLine lab, ActorSystem<?> system) {
    this.lab = lab;
    trials =
        MultiGauge.builder("symlab.trials")
            .description("Trials of all experiments, by state")
            .register(registry);
    experiments =
        MultiGauge.builder("symlab.experiments")
            .description("Experiments, by state")
            .register(registry);
    rates =
        MultiGauge.builder("symlab.rate")
            .description("Units of work per second of late, by stage, all trials together")
            .register(registry);
    gauge("symlab.slots", "Slices of work that may run at once", () -> view.getSlots());
    gauge("symlab.slots.free", "Slots that nobody holds", () -> view.getSlotsFree());
    gauge("symlab.disk.free.bytes", "Left on the home's file system", () -> disk.free());
    gauge("symlab.disk.total.bytes", "Size of the home's file system", () -> disk.total());
    gauge("symlab.journal.bytes", "What the journal's files take", () -> disk.journal());
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    garbage.bindTo(registry);
    ActorRef<AttemptClosed> attempts =
        system.systemActorOf(Behaviors.receiveMessage(this::count), "attempts", Props.empty());
    system.eventStream().tell(new EventStream.Subscribe<>(AttemptClosed.class, attempts));
    system.getWhenTerminated().thenRun(this::close);
  }

  private Behavior<AttemptClosed> count(AttemptClosed attempt) {
    Counter.builder("symlab.attempts.ended")
        .description("Attempts that ended before their trials were done, since the page is served")
        .tag("kind", attempt.kind())
        .register(registry)
        .increment();
    return Behaviors.same();
  }

  /** In Prometheus' text format. */
  CompletionStage<String> scrape() {
    return lab.ask(LabLine.ping())
        .thenCombine(lab.ask(LabLine.list()), this::take)
        .thenCompose(this::running)
        .thenApply(
            open -> {
              rates(open);
              return registry.scrape();
            });
  }

  private List<ExperimentView> take(ClientReply asked, ClientReply listed) {
    if (asked.hasLab()) {
      view = asked.getLab();
      disk = HomeDisk.of(Path.of(view.getHome()));
    }
    List<ExperimentView> all = listed.getExperiments().getExperimentsList();
    var byState = new TreeMap<String, Integer>();
    var trialsByState = new TreeMap<String, Integer>();
    for (RunState state : RunState.values()) {
      byState.put(state.word(), 0);
      trialsByState.put(state.word(), 0);
    }
    for (ExperimentView experiment : all) {
      byState.merge(experiment.getState(), 1, Integer::sum);
      TrialCounts.of(experiment)
          .byState()
          .forEach((state, many) -> trialsByState.merge(state, many, Integer::sum));
    }
    experiments.register(rows(byState), true);
    trials.register(rows(trialsByState), true);
    return all;
  }

  /** Those with trials at work in full: these are no more than there are slots. */
  private CompletionStage<List<ExperimentView>> running(List<ExperimentView> all) {
    CompletionStage<List<ExperimentView>> found =
        CompletableFuture.completedFuture(new ArrayList<>());
    for (ExperimentView experiment : all) {
      if (RunState.RUNNING.is(experiment.getState())) {
        found =
            found.thenCombine(
                lab.ask(LabLine.status(experiment.getId())),
                (list, reply) -> {
                  list.add(reply.getExperiment());
                  return list;
                });
      }
    }
    return found;
  }

  private void rates(List<ExperimentView> open) {
    record Kind(String stage, String unit) {}
    Map<Kind, Double> sums = new HashMap<>();
    for (ExperimentView experiment : open) {
      for (var trial : experiment.getTrialsList()) {
        for (StageView stage : trial.getStagesList()) {
          if (RunState.RUNNING.is(stage.getState()) && stage.getProgress().getTotal() > 0) {
            var kind = new Kind(stage.getName(), stage.getProgress().getUnit());
            sums.merge(kind, stage.getProgress().getRate(), Double::sum);
          }
        }
      }
    }
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    sums.forEach(
        (kind, sum) ->
            rows.add(MultiGauge.Row.of(Tags.of("stage", kind.stage(), "unit", kind.unit()), sum)));
    rates.register(rows, true);
  }

  private static List<MultiGauge.Row<?>> rows(Map<String, Integer> byState) {
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    byState.forEach((state, many) -> rows.add(MultiGauge.Row.of(Tags.of("state", state), many)));
    return rows;
  }

  private void gauge(String name, String what, Supplier<Number> value) {
    Gauge.builder(name, value).description(what).register(registry);
  }

  @Override
  public void close() {
    garbage.close();
    registry.close();
  }
}
