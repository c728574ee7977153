package io.symlab.cli.verb;

import io.symlab.experiment.LabException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** What every verb has: the home that is meant, and where to write. */
public abstract class Verb implements Callable<Integer> {
  @ParentCommand private ChosenHome lab;

  @Spec private CommandSpec spec;

  /**
   * Does it.
   *
   * @return the exit code
   * @throws LabException what to tell the user instead
   */
  @Override
  public abstract Integer call() throws LabException, InterruptedException;

  protected final Path home() {
    return lab.home();
  }

  protected final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  protected final PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
