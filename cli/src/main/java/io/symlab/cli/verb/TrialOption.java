package io.symlab.cli.verb;

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

  public int trial() {
    return trial;
  }
}
