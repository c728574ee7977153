package io.symlab.cli.client;

import io.symlab.cli.exit.ExitCode;
import io.symlab.experiment.LabException;
import io.symlab.proto.ClientReply;
import io.symlab.proto.ClientRequest;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.LabView;
import io.symlab.proto.ListExperiments;
import io.symlab.proto.Status;
import java.util.List;
import java.util.Optional;

/** Whoever knows what a lab knows. */
public interface LabAnswers {
  /**
   * Asks, and waits for the answer.
   *
   * @throws LabException when it is refused, with words and exit code, or there is no answer
   */
  ClientReply ask(ClientRequest.Builder request) throws LabException, InterruptedException;

  /** The lab itself; empty when it does not run. */
  Optional<LabView> lab() throws LabException, InterruptedException;

  /** How an experiment stands. */
  default ExperimentView experiment(String id) throws LabException, InterruptedException {
    return ask(ClientRequest.newBuilder().setStatus(Status.newBuilder().setId(id))).getExperiment();
  }

  /** All experiments, oldest first. */
  default List<ExperimentView> experiments() throws LabException, InterruptedException {
    return ask(ClientRequest.newBuilder().setList(ListExperiments.getDefaultInstance()))
        .getExperiments()
        .getExperimentsList();
  }

  /**
   * The id that is meant: the one given, else the newest experiment's.
   *
   * @param id may be null
   */
  default String idOrNewest(String id) throws LabException, InterruptedException {
    if (id != null) {
      return id;
    }
    List<ExperimentView> all = experiments();
    if (all.isEmpty()) {
      throw new LabException(
          ExitCode.BAD_INPUT,
          "no experiment yet; 'lab submit RECIPE' begins one, 'lab recipes' lists those shipped");
    }
    return all.get(all.size() - 1).getId();
  }
}
