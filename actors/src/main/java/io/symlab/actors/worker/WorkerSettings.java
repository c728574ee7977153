package io.symlab.actors.worker;

import com.typesafe.config.Config;
import io.symlab.actors.host.HostRecords;
import io.symlab.actors.stage.WorkerContext;
import io.symlab.actors.trust.ClusterFolder;
import io.symlab.actors.trust.Place;
import io.symlab.experiment.LabException;
import io.symlab.proto.HostRecord;
import java.nio.file.Path;

/**
 * What a worker is.
 *
 * @param own the folder in which it keeps its keys and what it works on; absolute
 * @param folder its keys
 * @param place where it and its lab are
 * @param record what it has for work
 * @param context of what works here
 * @param config all of its settings
 */
record WorkerSettings(
    Path own,
    ClusterFolder folder,
    Place place,
    HostRecord record,
    WorkerContext context,
    Config config) {
  /** Where the files of trials lie while they are worked on. */
  Path work() {
    return own.resolve("work");
  }

  /** Where the data of trials lie that were fetched from the lab. */
  Path data() {
    return own.resolve("data");
  }

  static WorkerSettings of(Path own, Config config) throws LabException {
    ClusterFolder folder = ClusterFolder.of(own);
    Place place = folder.place();
    Config symlab = config.getConfig("symlab");
    return new WorkerSettings(
        own,
        folder,
        place,
        HostRecords.of(place.name(), config),
        WorkerContext.of(own, symlab.getDuration("checkpoint-interval")),
        config);
  }
}
