package io.symlab.actors.home;

import io.symlab.experiment.LabException;

/** A home whose disk can't be written to at the moment; a lab can start there once it can. */
public final class HomeTroubleException extends LabException {
  private static final long serialVersionUID = 1L;

  public HomeTroubleException(String message, Throwable cause) {
    super(FAILED, message, cause);
  }
}
