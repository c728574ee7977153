package io.symlab.cli.client;

import io.symlab.cli.exit.ExitCode;
import io.symlab.experiment.LabException;
import java.io.IOException;
import java.nio.file.Path;

/** The lab has gone in the middle of a talk with it. */
public final class LabGoneException extends LabException {
  private static final long serialVersionUID = 1L;

  LabGoneException(Path home, IOException cause) {
    super(
        ExitCode.NO_LAB,
        "the lab in " + home + " has gone; 'lab up' starts it again, and it goes on",
        cause);
  }
}
