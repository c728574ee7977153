package io.symlab.actors;

import com.typesafe.config.ConfigFactory;
import io.symlab.actors.trust.ClusterFolder;
import io.symlab.actors.trust.Joining;
import io.symlab.actors.trust.Token;
import io.symlab.actors.worker.WorkerProcess;
import io.symlab.experiment.LabException;
import io.symlab.proto.InvitationView;
import java.nio.file.Path;

/** A worker, as a process of its own. */
final class ForkedWorker {
  private ForkedWorker() {}

  /** What the forked process runs. */
  public static void main(String[] arguments) throws Exception {
    try {
      var worker =
          new WorkerProcess(Path.of(arguments[0]), ConfigFactory.empty(), System.out::println);
      worker.run();
    } catch (LabException e) {
      System.out.println(e.getMessage());
      System.exit(e.exitCode());
    }
    System.exit(0);
  }

  /** Uses an invitation. */
  static void enrol(Path home, InvitationView invited) throws LabException {
    var folder = ClusterFolder.of(WorkerProcess.folder(home));
    new Joining(folder, invited.getJoin(), Token.parse(invited.getToken())).enrol("w", "", 0);
  }
}
