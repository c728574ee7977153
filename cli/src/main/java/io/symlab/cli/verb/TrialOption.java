package io.symlab.cli.verb;

import io.symlab.experiment.LabException;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which experiment, and which of its trials. */
public final class TrialOption {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ID",
      description =
          "An experiment, as 'lab list' names it, or a trial of it, as e3/2. Default: the newest.")
  private String id;

  @Option(names = "--trial", paramLabel = "N", description = "Which trial of a sweep. Default: 1.")
  private Integer trial;

  /** What was written, which may be a file's name for verbs that take one; may be null. */
  public String given() {
    return id;
  }

  /** As {@code --trial} has it; 0: not given. */
  public int numbered() {
    return trial == null ? 0 : trial;
  }

  /**
   * The experiment's; may be null.
   *
   * @throws LabException when what was given names no trial
   */
  public String id() throws LabException {
    return TrialName.of(id, trial).id();
  }

  /**
   * Whether no trial was named.
   *
   * @throws LabException when what was given names no trial
   */
  public boolean none() throws LabException {
    return TrialName.of(id, trial).trial() == 0;
  }

  /**
   * From 1.
   *
   * @throws LabException when it is no number of a trial
   */
  public int trial() throws LabException {
    return Math.max(1, TrialName.of(id, trial).trial());
  }
}
