package io.symlab.cli.experiments;

import ch.qos.logback.classic.LoggerContext;
import com.typesafe.config.ConfigFactory;
import io.symlab.cli.client.LabClient;
import io.symlab.cli.exit.Interrupts;
import io.symlab.cli.recipe.SubmittableRecipe;
import io.symlab.experiment.LabException;
import io.symlab.page.LabWithPage;
import io.symlab.proto.Submitted;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lab inside this process, for as long as its own experiment runs: same lock, same endpoint as a
 * daemon's, so other verbs work meanwhile.
 */
final class InProcessLab {
  /** What to do with the experiment that was submitted. */
  interface Work {
    int run(LabClient client, Submitted submitted) throws LabException, InterruptedException;
  }

  private InProcessLab() {}

  /**
   * Submits, works, and leaves.
   *
   * @return the work's exit code; never returns after Ctrl-C
   */
  static int run(Path home, SubmittableRecipe submission, PrintWriter err, Work work)
      throws LabException, InterruptedException {
    if (!Files.exists(home)) {
      submission.check(); // so that a bad recipe leaves no home behind
    }
    var once = ConfigFactory.parseMap(Map.of("symlab.cluster.restarts", false));
    try (var lab = LabWithPage.start(home, once)) {
      keepTerminalClear();
      var interrupts = Interrupts.leave(lab, err);
      try (var client = LabClient.connect(home)) {
        return work.run(client, submission.to(client));
      } catch (LabException e) {
        if (interrupts.asked()) {
          Thread.currentThread().join(); // the interrupt ends the process
        }
        throw e;
      }
    }
  }

  /** From here on a display may be drawn there; what is logged is in the home's log. */
  private static void keepTerminalClear() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.getLogger(Logger.ROOT_LOGGER_NAME).detachAppender("terminal");
    }
  }
}
