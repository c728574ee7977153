package io.symlab.page;

import com.typesafe.config.Config;
import io.symlab.actors.LabProcess;
import io.symlab.experiment.LabException;
import java.nio.file.Path;

/** A lab that serves its page when it is asked to. */
public final class LabWithPage {
  private LabWithPage() {}

  /**
   * As {@link LabProcess#start(Path, Config)}.
   *
   * @throws LabException also when the settings want the page from the start and its port is taken
   */
  public static LabProcess start(Path home, Config overrides) throws LabException {
    return LabProcess.start(home, overrides, endpoint -> Page.create(home, endpoint));
  }
}
