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
      description = "An experiment, as 'lab list' names it. Default: the newest.")
  private String id;

  @Option(
      names = "--trial",
      paramLabel = "N",
      defaultValue = "1",
      description = "Which trial of a sweep. Default: ${DEFAULT-VALUE}.")
  private int trial;

  /** As given; may be null. */
  public String id() {
    return id;
  }

  /**
   * From 1.
   *
   * @throws LabException when it is no number of a trial
   */
  public int trial() throws LabException {
    if (trial < 1) {
      throw new LabException(
          LabException.BAD_INPUT, "--trial wants a trial's number, 1 or more, not " + trial);
    }
    return trial;
  }
}
