package io.symlab.actors.worker;

import com.typesafe.config.Config;
import io.symlab.actors.trust.ClusterFolder;
import io.symlab.actors.trust.Place;
import io.symlab.experiment.LabException;
import java.nio.file.Path;

/**
 * What a worker is.
 *
 * @param own the folder in which it keeps its keys and what it works on; absolute
 * @param folder its keys
 * @param place where it and its lab are
 * @param slots how many slices of work may run at once
 * @param config all of its settings
 */
record WorkerSettings(Path own, ClusterFolder folder, Place place, int slots, Config config) {
  static WorkerSettings of(Path own, Config config) throws LabException {
    ClusterFolder folder = ClusterFolder.of(own);
    return new WorkerSettings(
        own, folder, folder.place(), config.getInt("symlab.slots"), config);
  }
}
