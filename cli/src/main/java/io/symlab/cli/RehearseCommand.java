package io.symlab.cli;

import com.typesafe.config.ConfigFactory;
import io.symlab.cli.client.LabClient;
import io.symlab.cli.daemon.BackgroundLab;
import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.verb.Verb;
import io.symlab.experiment.LabException;
import io.symlab.keeper.KeeperClient;
import io.symlab.page.LabWithPage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Goes through what client verbs do, with a lab of its own in a temporary home, through the start
 * of a lab, or through what verbs on tables do, with a table of its own. The launcher has the JVM
 * keep the classes that this loads, so that real calls need not load them.
 */
@Command(name = "rehearse", hidden = true, description = "Load what verbs need.")
final class RehearseCommand extends Verb {
  private static final String[][] LINES = {
    {"--version"},
    {"--help"},
    {"status", "--help"},
    {"status"},
    {"status", "--json"},
    {"list"},
    {"list", "--json"},
    {"status", "e1"},
    {"front", "e1"},
    {"recipes"}
  };

  /** A first build waits for this; without the archive, clients are slower and nothing else. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final long POLL_MILLIS = 20;

  /** Of the lab to rehearse with. */
  private volatile Path home;

  @Parameters(arity = "0..1", defaultValue = "client")
  private String what;

  @Override
  public Integer call() throws LabException, InterruptedException {
    giveUpLater();
    switch (what) {
      case "table" -> table();
      case "lab" -> lab();
      default -> client();
    }
    return ExitCode.DONE;
  }

  /** Starts one in this process, and ends it. */
  private static void lab() throws LabException, InterruptedException {
    Path folder = temporary();
    try {
      LabWithPage.start(folder.resolve("home"), ConfigFactory.empty()).close();
    } finally {
      delete(folder);
    }
  }

  private static void table() throws LabException {
    Path folder = temporary();
    try {
      var text = new StringBuilder("a,b,y\n");
      for (int row = 0; row < 20; row++) {
        text.append(row).append(',').append(row * row % 7).append(',').append(3 * row).append('\n');
      }
      String data = Files.writeString(folder.resolve("data.csv"), text).toString();
      String run = folder.resolve("run").toString();
      silently("distill", data, "--rounds", "2", "--population", "20", "--out", run);
      silently("predict", run, data);
    } catch (IOException e) {
      throw new LabException(ExitCode.FAILED, "can't write a temporary file: " + e, e);
    } finally {
      delete(folder);
    }
  }

  /** The lab and its watchdog are other processes: their classes are none of a client's. */
  private void client() throws LabException, InterruptedException {
    home = temporary();
    try {
      Process keeper = BackgroundLab.startKeeper(home);
      while (!LabClient.isRunning(home) && keeper.isAlive()) {
        Thread.sleep(POLL_MILLIS);
      }
      for (String[] line : LINES) {
        var words = Stream.concat(Stream.of("--home", home.toString()), Stream.of(line));
        silently(words.toArray(String[]::new));
      }
    } catch (IOException e) {
      throw new LabException(ExitCode.FAILED, "can't start a lab to rehearse with: " + e, e);
    } finally {
      leave(home);
      delete(home);
    }
  }

  private static void leave(Path home) throws LabException, InterruptedException {
    try {
      KeeperClient.leave(home);
    } catch (IOException e) {
      throw new LabException(ExitCode.FAILED, "the rehearsal's watchdog does not leave: " + e, e);
    }
  }

  private static void silently(String... words) {
    var sink = new PrintWriter(new StringWriter());
    Main.run(sink, sink, words);
  }

  private void giveUpLater() {
    Thread limit =
        new Thread(
            () -> {
              try {
                Thread.sleep(PATIENCE.toMillis());
                if (home != null) {
                  leave(home); // or its lab would go on for ever
                }
                Runtime.getRuntime().halt(ExitCode.FAILED);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } catch (LabException e) {
                Runtime.getRuntime().halt(ExitCode.FAILED);
              }
            },
            "rehearsal-limit");
    limit.setDaemon(true);
    limit.start();
  }

  private static Path temporary() throws LabException {
    try {
      return Files.createTempDirectory("symlab-rehearsal");
    } catch (IOException e) {
      throw new LabException(ExitCode.FAILED, "can't make a temporary folder: " + e, e);
    }
  }

  private static void delete(Path home) throws LabException {
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new LabException(ExitCode.FAILED, "can't remove " + home + ": " + e, e);
    }
  }
}
