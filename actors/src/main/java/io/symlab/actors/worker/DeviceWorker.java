package io.symlab.actors.worker;

import com.typesafe.config.ConfigFactory;
import io.symlab.experiment.LabException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The process that a lab starts for one of its GPUs: a worker of that lab, which ends when the lab
 * does. Not for people: {@code lab worker} is.
 */
public final class DeviceWorker {
  private static final int LAB_GONE = 3;

  private DeviceWorker() {}

  /**
   * Works until the lab ends.
   *
   * @param arguments the process's home
   */
  public static void main(String[] arguments) throws InterruptedException {
    endWithTheLab();
    try {
      new WorkerProcess(Path.of(arguments[0]), ConfigFactory.empty(), System.out::println).run();
      System.exit(0);
    } catch (LabException e) {
      System.out.println(e.getMessage());
      System.exit(e.exitCode());
    }
  }

  /** The lab holds the other end of the standard input, and lets go of it however it ends. */
  private static void endWithTheLab() {
    var watch =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  // the lab says nothing
                }
              } catch (IOException e) {
                // it is gone, too
              }
              Runtime.getRuntime().halt(LAB_GONE);
            },
            "lab-watch");
    watch.setDaemon(true);
    watch.start();
  }
}
