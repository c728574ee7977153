package io.symlab.actors.worker;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.AskPattern;
import com.typesafe.config.Config;
import io.symlab.actors.LabConfig;
import io.symlab.actors.LabLog;
import io.symlab.actors.cluster.ClusterSettings;
import io.symlab.actors.cluster.Connections;
import io.symlab.actors.home.Home;
import io.symlab.actors.host.HostDevices;
import io.symlab.actors.trust.ClusterFolder;
import io.symlab.actors.trust.Standing;
import io.symlab.experiment.LabException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker of a lab: one folder of its own, and one actor system after another, each a member of
 * the lab's cluster for as long as the lab can be reached. When the lab is lost, or takes the
 * worker for lost, all that it does ends, and it comes back as a new member.
 */
public final class WorkerProcess {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);
  private static final Duration DRAIN = Duration.ofSeconds(19);
  private static final Duration END = Duration.ofSeconds(30);
  private static final long PAUSE_MILLIS = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(12);

  private final Path home;
  private final Config overrides;
  private final Consumer<String> says;
  private volatile boolean asked;
  private volatile String said = "";

  /**
   * @param home as chosen by the user; the worker's own folder is {@code worker} below it
   * @param overrides settings that win over {@code <home>/lab.conf} and the defaults; may be empty
   * @param says hears what happens, in words
   */
  public WorkerProcess(Path home, Config overrides, Consumer<String> says) {
    this.home = home;
    this.overrides = overrides;
    this.says = says;
  }

  /** The worker's own folder. */
  public static Path folder(Path home) {
    return home.resolve("worker");
  }

  /**
   * Works until it is told to leave.
   *
   * @throws LabException when it was never let in; when the lab refuses or has removed it, in its
   *     words; when a setting or the folder can't be used
   */
  public void run() throws LabException, InterruptedException {
    Path own = folder(home);
    if (!ClusterFolder.of(own).isOpen()) {
      throw new LabException(
          LabException.BAD_INPUT,
          "there is no worker in "
              + home
              + " yet: 'lab invite' on the lab's machine prints the command that joins one");
    }
    Home held = Home.ofWorker(own);
    LabLog.onlyToFile(own.resolve("logs"));
    try {
      Config config = LabConfig.worker(home, own, overrides);
      HostDevices devices = HostDevices.open(config);
      try {
        belong(WorkerSettings.of(own, config));
      } finally {
        devices.close();
      }
    } catch (IOException e) {
      throw new LabException(1, "can't use " + own + ": " + e.getMessage(), e);
    } finally {
      closeQuietly(held);
    }
  }

  /** One membership after another, until it is to work no more. */
  private void belong(WorkerSettings settings)
      throws LabException, IOException, InterruptedException {
    var standing = new Standing(settings.folder(), settings.place());
    while (true) {
      standing.requireNotRevoked();
      WorkerEnd end = live(settings);
      LOG.info("{}: {}", end.kind(), end.why());
      switch (end.kind()) {
        case LEFT -> {
          says.accept("worker " + settings.place().name() + " has left: " + end.why());
          return;
        }
        case REFUSED -> throw new LabException(LabException.BAD_INPUT, "refused: " + end.why());
        case REMOVED -> {
          settings.folder().close();
          throw new LabException(
              1, end.why() + "; 'lab invite' on the lab's machine lets it in again");
        }
        case LOST -> {
          sayOnce(end.why() + "; trying to come back");
          Thread.sleep(PAUSE_MILLIS);
        }
      }
    }
  }

  /** One membership, from its beginning to its end. */
  private WorkerEnd live(WorkerSettings settings) throws LabException, InterruptedException {
    var end = new CompletableFuture<WorkerEnd>();
    String lab = settings.place().labHost() + ":" + settings.place().labPort();
    var joined = new AtomicBoolean();
    ActorSystem<WorkerNode.Command> system;
    try {
      system =
          ActorSystem.create(
              WorkerNode.create(
                  settings,
                  () -> {
                    joined.set(true);
                    said = "";
                    says.accept("worker " + settings.place().name() + " is with the lab at " + lab);
                  },
                  end::complete),
              ClusterSettings.SYSTEM,
              settings.config());
    } catch (RuntimeException e) {
      throw new LabException(1, "the worker can't start: " + e.getMessage(), e);
    }
    onShutdown(system);
    var waits = LabAnswer.of(settings.place());
    system
        .scheduler()
        .scheduleOnce(
            PATIENCE,
            () -> {
              if (!joined.get() && !end.isDone()) {
                sayOnce(waits.words(false) + "; trying on");
              }
            },
            system
                .dispatchers()
                .lookup(DispatcherSelector.fromConfig("symlab.blocking-dispatcher")));
    system
        .getWhenTerminated()
        .thenRun(() -> end.complete(new WorkerEnd(WorkerEnd.Kind.LOST, waits.words(joined.get()))));
    try {
      WorkerEnd why = end.get();
      system.terminate();
      system.getWhenTerminated().toCompletableFuture().get(END.toSeconds(), TimeUnit.SECONDS);
      return asked ? new WorkerEnd(WorkerEnd.Kind.LEFT, "it was asked to") : why;
    } catch (TimeoutException e) {
      LOG.error("the worker's actors do not end", e);
      WorkerEnd why = end.join();
      if (why.kind() == WorkerEnd.Kind.LOST && !asked) {
        throw new LabException(1, why.why() + ", and what it worked on does not end", e);
      }
      return why; // the end of the process ends them, too
    } catch (ExecutionException e) {
      LOG.warn("the worker's actors ended badly", e);
      return new WorkerEnd(WorkerEnd.Kind.LOST, "the worker's actors ended badly");
    }
  }

  private void sayOnce(String words) {
    if (!words.equals(said)) {
      said = words;
      says.accept(words);
    }
  }

  /** A signal lets the work of this process be taken over by others first. */
  private void onShutdown(ActorSystem<WorkerNode.Command> system) {
    Connections.breakOffInTheEnd(system);
    var shutdown = CoordinatedShutdown.get(Adapter.toClassic(system));
    shutdown.addTask(
        CoordinatedShutdown.PhaseBeforeServiceUnbind(),
        "drain",
        () -> {
          boolean signal =
              shutdown
                  .getShutdownReason()
                  .filter(reason -> reason == CoordinatedShutdown.jvmExitReason())
                  .isPresent();
          if (!signal) {
            return CompletableFuture.completedFuture(Done.getInstance());
          }
          asked = true;
          return AskPattern.<WorkerNode.Command, Done>ask(
                  system, WorkerNode.Leave::new, DRAIN, system.scheduler())
              .exceptionally(late -> Done.getInstance());
        });
  }

  private static void closeQuietly(Home home) {
    try {
      home.close();
    } catch (IOException e) {
      LOG.warn("can't let go of {}", home.path(), e);
    }
  }
}
