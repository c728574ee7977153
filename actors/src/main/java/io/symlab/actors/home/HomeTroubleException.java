package io.symlab.actors.home;

import io.symlab.experiment.LabException;
import java.nio.file.Path;

/** A home whose disk can't be written to at the moment; a lab can start there once it can. */
public final class HomeTroubleException extends LabException {
  private static final long serialVersionUID = 1L;

  /**
   * @param trouble what is wrong, in words; what there is to do is added
   */
  public HomeTroubleException(Path home, String trouble, Throwable cause) {
    super(FAILED, words(home, trouble), cause);
  }

  /** What is wrong with a home, and what there is to do. */
  public static String words(Path home, String trouble) {
    return "no lab can work in "
        + home
        + " now: "
        + trouble
        + "; mend that (make room on its disk, say), or choose another folder with --home";
  }
}
