package io.symlab.cli.display;

import io.symlab.experiment.results.FrontFile;
import io.symlab.proto.ExperimentView;
import java.util.Optional;

/** What a watcher shows of an experiment while it goes on. */
public interface ProgressDisplay {
  /**
   * Called about once a second.
   *
   * @param front of the trial that is looked at, where there is one yet
   */
  void show(ExperimentView experiment, Optional<FrontFile> front);

  /** Called once, when the experiment has ended. */
  void end(ExperimentView experiment, Optional<FrontFile> front);
}
