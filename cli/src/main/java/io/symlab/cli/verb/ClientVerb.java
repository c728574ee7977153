package io.symlab.cli.verb;

import io.symlab.cli.client.Answers;
import io.symlab.cli.client.LabClient;
import io.symlab.experiment.LabException;

/** A verb that asks a running lab. */
public abstract class ClientVerb extends Verb {

  @Override
  public final Integer call() throws LabException, InterruptedException {
    try (var client = LabClient.connect(home(), err())) {
      Answers.noteVersion(client, err());
      return ask(client);
    }
  }

  /**
   * Asks and shows.
   *
   * @return the exit code
   */
  protected abstract int ask(LabClient client) throws LabException, InterruptedException;
}
