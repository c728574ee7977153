package io.symlab.actors;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.AskPattern;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import io.symlab.actors.cluster.BeginsAnew;
import io.symlab.actors.cluster.Connections;
import io.symlab.actors.door.Door;
import io.symlab.actors.door.Doorman;
import io.symlab.actors.endpoint.Client;
import io.symlab.actors.endpoint.Endpoint;
import io.symlab.actors.endpoint.PageMaker;
import io.symlab.actors.home.Home;
import io.symlab.actors.host.HostDevices;
import io.symlab.actors.lab.AskedToLeave;
import io.symlab.actors.lab.Lab;
import io.symlab.actors.lab.LabSettings;
import io.symlab.actors.lab.LastLife;
import io.symlab.actors.processes.OwnProcess;
import io.symlab.actors.trust.ClusterFolder;
import io.symlab.actors.trust.Gatehouse;
import io.symlab.experiment.LabException;
import io.symlab.experiment.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running lab: one home, one actor system, one endpoint. What {@code lab up --foreground} is, and
 * what {@code lab run} and {@code lab demo} have inside where no daemon runs.
 */
public final class LabProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LabProcess.class);
  private static final Duration END = Duration.ofSeconds(15);

  private final Home home;
  private final HostDevices devices;
  private final ActorSystem<Lab.Command> system;
  private final Door door;
  private volatile boolean homeLost;

  private LabProcess(Home home, HostDevices devices, ActorSystem<Lab.Command> system, Door door) {
    this.home = home;
    this.devices = devices;
    this.system = system;
    this.door = door;
  }

  /**
   * Takes the home, starts the lab in it and returns once it answers; experiments that had not
   * ended go on by themselves.
   *
   * @param home absolute; made when it is missing
   * @param overrides settings that win over {@code <home>/lab.conf} and the defaults; may be empty
   * @throws LabException when the home is held by another process, can't be used, or its journal
   *     can't be read
   */
  public static LabProcess start(Path home, Config overrides) throws LabException {
    return start(home, overrides, PageMaker.NONE);
  }

  /**
   * The same with a page for browsers, served from the start where the settings say so.
   *
   * @throws LabException when it can't be served, too
   */
  public static LabProcess start(Path home, Config overrides, PageMaker pages) throws LabException {
    Home held = Home.open(home);
    ActorSystem<Lab.Command> system = null;
    HostDevices devices = null;
    try {
      LabLog.toFile(home.resolve("logs"));
      boolean processes = hasOwnProcesses(home, overrides);
      Config config = LabConfig.daemon(home, overrides);
      LOG.info("lab {} starts in {}", Version.text(), home);
      devices = processes ? HostDevices.look(config) : HostDevices.open(config);
      DiskWatch.requireHealth(home, config);
      LastLife last = SoundJournal.check(home);
      var settings = LabSettings.of(home, config, last);
      system =
          ActorSystem.create(
              Lab.create(settings, lab -> Endpoint.create(lab, settings, pages)),
              Client.SYSTEM,
              config);
      Readiness.await(system, home);
      DiskWatch.begin(system, settings.health());
      if (config.getBoolean("symlab.dashboard.enabled")) {
        Readiness.servePage(system);
      }
      Door door = Doorman.open(system, Readiness.endpoint(system), home, settings.maxRecipeBytes());
      var lab = new LabProcess(held, devices, system, door);
      onShutdown(system, lab);
      held.whenLost(lab::homeLost);
      LOG.info("listening");
      return lab;
    } catch (LabException | IOException | RuntimeException e) {
      if (system != null) {
        system.terminate();
      }
      closeQuietly(held);
      if (devices != null) {
        devices.close();
      }
      if (e instanceof LabException known) {
        throw known;
      }
      // Akka judges its own settings, as it comes to them.
      int code = e instanceof ConfigException ? LabException.BAD_INPUT : 1;
      throw new LabException(code, "the lab in " + home + " can't start: " + e.getMessage(), e);
    }
  }

  public Path home() {
    return home.path();
  }

  /** For asking the endpoint from within this process. */
  public ActorSystem<?> system() {
    return system;
  }

  /** Answers clients of this process as it answers those that come over the wire. */
  public ActorRef<Client.Request> endpoint() {
    return Readiness.endpoint(system);
  }

  /**
   * Whether somebody told the lab to end: a client, this process, or a signal. An end that nobody
   * asked for is a crash, however quiet.
   */
  public boolean isAskedToLeave() {
    return CoordinatedShutdown.get(Adapter.toClassic(system))
        .getShutdownReason()
        .filter(
            reason ->
                reason == AskedToLeave.INSTANCE
                    || reason == BeginsAnew.INSTANCE
                    || reason == CoordinatedShutdown.jvmExitReason())
        .isPresent();
  }

  /** Whether it ends only to be started again, in this process, by who started it. */
  public boolean isToBeginAnew() {
    return CoordinatedShutdown.get(Adapter.toClassic(system))
        .getShutdownReason()
        .filter(reason -> reason == BeginsAnew.INSTANCE)
        .isPresent();
  }

  /** Whether it has ended, or is about to, because its home is no longer there. */
  public boolean isHomeLost() {
    return homeLost;
  }

  private void noteCrash() {
    if (!isAskedToLeave() && !homeLost) {
      door.crashed();
    }
  }

  private void homeLost() {
    homeLost = true;
    LOG.error("the home {} has been deleted or replaced: the lab ends", home.path());
    system.terminate();
  }

  /**
   * Returns once the lab has ended.
   *
   * @throws LabException when nobody asked it to
   */
  public void awaitOrderlyEnd() throws LabException, InterruptedException {
    awaitTermination();
    if (homeLost) {
      throw new LabException(
          LabException.BAD_INPUT,
          "the home " + home.path() + " was deleted under its lab, which has ended");
    }
    if (!isAskedToLeave()) {
      throw new LabException(
          1,
          "the lab in "
              + home.path()
              + " has ended though nobody asked it to; "
              + home.path().resolve("logs/lab.log")
              + " says why");
    }
  }

  /** Returns once the lab has ended, whoever asked it to. */
  public void awaitTermination() throws InterruptedException {
    try {
      system.getWhenTerminated().toCompletableFuture().get();
    } catch (ExecutionException e) {
      LOG.warn("the lab ended badly", e);
    }
    closeQuietly(home);
    devices.close();
    noteCrash();
    door.close(); // last: who waits for the lab's end finds the home free
  }

  /**
   * Stops in order: running stages leave a checkpoint, then all end, within 10 seconds. A second
   * call waits for the first.
   */
  @Override
  public void close() {
    try {
      CoordinatedShutdown.get(Adapter.toClassic(system))
          .runAll(AskedToLeave.INSTANCE)
          .toCompletableFuture()
          .get(END.toSeconds(), TimeUnit.SECONDS);
      awaitTermination();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("the lab did not stop in order", e);
    }
  }

  /** Opens the lab to them where it has any: they are to find it listening. */
  private static boolean hasOwnProcesses(Path home, Config overrides)
      throws LabException, IOException {
    Config settings = LabConfig.settings(home, overrides);
    try {
      if (OwnProcess.of(home, settings).isEmpty()) {
        return false;
      }
    } catch (IllegalArgumentException e) {
      throw new LabException(LabException.BAD_INPUT, e.getMessage(), e);
    }
    new Gatehouse(ClusterFolder.of(home))
        .openForOwn(
            settings.getInt("symlab.cluster.port"),
            settings.getInt("symlab.cluster.enrolment-port"));
    return true;
  }

  /** Running stages leave their checkpoints first; then nobody is let in any more. */
  private static void onShutdown(ActorSystem<Lab.Command> system, LabProcess lab) {
    Connections.breakOffInTheEnd(system);
    var shutdown = CoordinatedShutdown.get(Adapter.toClassic(system));
    shutdown.addTask(
        CoordinatedShutdown.PhaseBeforeServiceUnbind(),
        "checkpoint",
        () ->
            lab.isHomeLost()
                ? CompletableFuture.completedFuture(Done.getInstance())
                : AskPattern.<Lab.Command, Done>ask(system, Lab.Leave::new, END, system.scheduler())
                    .exceptionally(late -> Done.getInstance()));
    shutdown.addTask(
        CoordinatedShutdown.PhaseServiceUnbind(),
        "shut-door",
        () -> {
          lab.noteCrash();
          lab.door.shut();
          return CompletableFuture.completedFuture(Done.getInstance());
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
