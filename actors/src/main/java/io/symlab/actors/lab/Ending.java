package io.symlab.actors.lab;

import io.symlab.proto.ExperimentView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done once all trials of an experiment have ended: a sweep's report, then the hook. Both
 * have a thread of their own and can fail without consequences.
 */
final class Ending {
  private static final Logger LOG = LoggerFactory.getLogger(Ending.class);
  private static final Duration HOOK = Duration.ofMinutes(1);
  private static final String HOOK_LOG = "hook.log";

  private final CompletableFuture<String> over = new CompletableFuture<>();
  private final ExperimentView view;
  private final List<String> command;
  private Hook hook;
  private boolean left;

  private Ending(ExperimentView view, List<String> command) {
    this.view = view;
    this.command = command;
  }

  /**
   * Begins.
   *
   * @param view of the experiment as it ended
   * @param command of the hook; empty: none, or it has been begun before
   */
  static Ending begin(ExperimentView view, List<String> command) {
    var ending = new Ending(view, command);
    var thread = new Thread(ending::run, "ending-" + view.getId());
    thread.setDaemon(true);
    thread.start();
    return ending;
  }

  /** Comes when all has been done, in any case. */
  CompletionStage<String> over() {
    return over;
  }

  /** The lab is leaving: the hook is ended if it still runs. */
  synchronized void leave() {
    left = true;
    if (hook != null) {
      hook.kill();
    }
  }

  private void run() {
    String report = "";
    try {
      report = report();
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      LOG.warn("can't write the report of {}: {}", view.getId(), e.toString());
    }
    String outcome = "";
    try {
      if (!command.isEmpty()) {
        outcome = hook(report);
      }
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      outcome = "can't be run: " + e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!outcome.isEmpty()) {
      LOG.info("hooks.on-end of {}, {}: {}", view.getId(), command.get(0), outcome);
    }
    over.complete(outcome);
  }

  private String report() throws IOException {
    return SweepReports.isSweep(view)
        ? SweepReports.write(view).toString()
        : view.getTrials(0).getReport();
  }

  private String hook(String report) throws IOException, InterruptedException {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("SYMLAB_ID", view.getId());
    environment.put("SYMLAB_NAME", view.getName());
    environment.put("SYMLAB_STATE", view.getState());
    environment.put("SYMLAB_REPORT", report);
    Path log = Path.of(view.getDirectory()).resolve(HOOK_LOG);
    synchronized (this) {
      if (left) {
        return "was not run: the lab was leaving";
      }
      hook = Hook.start(command, environment, log);
    }
    return hook.await(HOOK);
  }
}
