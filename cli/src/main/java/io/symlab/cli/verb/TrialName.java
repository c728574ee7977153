package io.symlab.cli.verb;

import io.symlab.experiment.LabException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a user means by {@code e3}, {@code e3/2}, or {@code e3} with {@code --trial 2}.
 *
 * @param id of the experiment, e.g. {@code e3}; may be null where none was given
 * @param trial from 1; 0 where none was given
 */
public record TrialName(String id, int trial) {
  /**
   * Reads both.
   *
   * @param id as given; may be null
   * @param trial as given with {@code --trial}; null: not given
   * @throws LabException when it names no trial, or two
   */
  public static TrialName of(String id, Integer trial) throws LabException {
    if (trial != null && trial < 1) {
      throw bad("--trial wants a trial's number, 1 or more, not " + trial);
    }
    int slash = id == null ? -1 : id.indexOf('/');
    // A folder of a run of distill, or its front.json, has slashes of its own.
    if (slash < 0 || Files.exists(Path.of(id))) {
      return new TrialName(id, trial == null ? 0 : trial);
    }
    String number = id.substring(slash + 1);
    if (slash == 0 || !number.matches("[1-9][0-9]{0,8}")) {
      throw bad("'" + id + "' names no trial; write e3/2 for trial 2 of e3");
    }
    if (trial != null && trial != Integer.parseInt(number)) {
      throw bad("'" + id + "' and --trial " + trial + " name different trials");
    }
    return new TrialName(id.substring(0, slash), Integer.parseInt(number));
  }

  /**
   * An id where whole experiments are meant.
   *
   * @param id as given
   * @param verb for the message
   * @throws LabException when it names a trial
   */
  public static String whole(String id, String verb) throws LabException {
    TrialName named = of(id, null);
    if (named.trial() > 0) {
      throw bad(
          id
              + " names a trial, and 'lab "
              + verb
              + "' takes whole experiments: 'lab "
              + verb
              + " "
              + named.id()
              + "'");
    }
    return id;
  }

  private static LabException bad(String message) {
    return new LabException(LabException.BAD_INPUT, message);
  }
}
