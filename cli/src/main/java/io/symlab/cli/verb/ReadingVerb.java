package io.symlab.cli.verb;

import io.symlab.cli.client.Answers;
import io.symlab.cli.client.LabAnswers;
import io.symlab.experiment.LabException;

/** A verb that only looks: at a running lab, else at what one has written down. */
public abstract class ReadingVerb extends Verb {

  @Override
  public Integer call() throws LabException, InterruptedException {
    try (var answers = Answers.of(home(), err())) {
      return ask(answers.lab());
    }
  }

  /**
   * Asks and shows.
   *
   * @return the exit code
   */
  protected abstract int ask(LabAnswers lab) throws LabException, InterruptedException;
}
