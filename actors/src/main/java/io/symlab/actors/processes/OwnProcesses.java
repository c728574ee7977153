package io.symlab.actors.processes;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import com.typesafe.config.Config;
import io.symlab.actors.cluster.Nodes;
import io.symlab.actors.trust.ClusterFolder;
import io.symlab.actors.trust.Gatehouse;
import io.symlab.experiment.LabException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the lab's own processes, and starts one again that has ended by itself: after a pause that
 * doubles from a second to a minute, and is forgotten once one has lived for a minute. They end
 * with the lab, however that ends. Waits for files and processes, so it does not belong on the
 * default dispatcher.
 */
public final class OwnProcesses extends AbstractBehavior<OwnProcesses.Command> {
  /** What it understands, all from itself. */
  public sealed interface Command permits Start, Ended {}

  private record Start(OwnProcess which) implements Command {}

  private record Ended(OwnProcess which, int exitCode, long lived) implements Command {}

  /** What they run. */
  static final String MAIN = "io.symlab.actors.worker.DeviceWorker";

  private static final Logger LOG = LoggerFactory.getLogger(OwnProcesses.class);
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final TimerScheduler<Command> timers;
  private final Gatehouse gatehouse;
  private final Config config;
  private final ActorRef<Nodes.Command> nodes;
  private final Map<OwnProcess, Process> running = new HashMap<>();
  private final Map<OwnProcess, Duration> pauses = new HashMap<>();
  private volatile boolean over;

  private OwnProcesses(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      ClusterFolder folder,
      List<OwnProcess> processes,
      ActorRef<Nodes.Command> nodes) {
    super(context);
    this.timers = timers;
    this.gatehouse = new Gatehouse(folder);
    this.config = context.getSystem().settings().config();
    this.nodes = nodes;
    processes.forEach(one -> context.getSelf().tell(new Start(one)));
  }

  /**
   * Those of a lab.
   *
   * @param folder the lab's keys
   * @param nodes hears when one has ended by itself
   */
  public static Behavior<Command> create(
      ClusterFolder folder, List<OwnProcess> processes, ActorRef<Nodes.Command> nodes) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new OwnProcesses(context, timers, folder, processes, nodes)));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Start.class, start -> onStart(start.which()))
        .onMessage(Ended.class, this::onEnded)
        .onSignal(PostStop.class, signal -> onPostStop())
        .build();
  }

  private Behavior<Command> onStart(OwnProcess which) {
    try {
      which.prepare(config, gatehouse);
      Path output = which.output();
      Process process = ProcessStarter.start(MAIN, output, which.folder().toString());
      long begun = System.nanoTime();
      running.put(which, process);
      LOG.info("{} begins, pid {}", which.name(), process.pid());
      getContext()
          .pipeToSelf(
              process.onExit(),
              (ended, why) -> new Ended(which, process.exitValue(), System.nanoTime() - begun));
    } catch (IOException | LabException e) {
      LOG.error("{} can't be started: {}", which.name(), e.getMessage());
      again(which);
    }
    return this;
  }

  private Behavior<Command> onEnded(Ended ended) {
    running.remove(ended.which());
    if (over) {
      return this;
    }
    String how = ProcessStarter.ending(ended.exitCode(), ended.which().output());
    if (ended.exitCode() == 0) {
      LOG.info("{} has left; it is back at the lab's next start", ended.which().name());
      return this;
    }
    LOG.warn("{} is gone: {}", ended.which().name(), how);
    nodes.tell(new Nodes.ProcessEnded(ended.which().name(), how));
    if (ended.lived() >= LONGEST.toNanos()) {
      pauses.remove(ended.which());
    }
    again(ended.which());
    return this;
  }

  private void again(OwnProcess which) {
    Duration pause = pauses.getOrDefault(which, SHORTEST);
    Duration next = pause.multipliedBy(2);
    pauses.put(which, next.compareTo(LONGEST) > 0 ? LONGEST : next);
    timers.startSingleTimer(which.name(), new Start(which), pause);
  }

  /** Those that hear nothing any more end by themselves. */
  private Behavior<Command> onPostStop() {
    over = true;
    for (Process process : running.values()) {
      try {
        process.getOutputStream().close();
      } catch (IOException e) {
        LOG.debug("a process had ended already", e);
      }
      process.destroy();
    }
    return this;
  }
}
