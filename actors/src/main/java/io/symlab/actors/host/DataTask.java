package io.symlab.actors.host;

import io.symlab.model.data.DataException;
import io.symlab.proto.Errand;
import io.symlab.proto.ErrandDone;
import io.symlab.proto.FileRef;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Fetches the files of a problem's data from the lab: those that are not in a folder here. */
final class DataTask implements ErrandTask {
  private final Path folder;
  private final Deque<FetchTask> files = new ArrayDeque<>();
  private boolean listed;

  DataTask(Path folder) {
    this.folder = folder.normalize();
  }

  @Override
  public Optional<Errand> next() throws IOException {
    if (!listed) {
      return Optional.of(Errand.newBuilder().setData(true).build());
    }
    while (!files.isEmpty()) {
      Optional<Errand> errand = files.element().next();
      if (errand.isPresent()) {
        return errand;
      }
      files.remove();
    }
    return Optional.empty();
  }

  @Override
  public void answered(ErrandDone done) throws IOException {
    if (done.hasTrouble()) {
      throw new DataException("the lab can't give its data: " + done.getTrouble());
    }
    if (listed) {
      files.element().answered(done);
      return;
    }
    listed = true;
    for (FileRef file : done.getFiles().getFilesList()) {
      Path target = folder.resolve(file.getPath()).normalize();
      if (!target.startsWith(folder) || target.equals(folder)) {
        throw new ForeignMessageException("named a file " + file.getPath());
      }
      files.add(new FetchTask(file, target, true));
    }
  }
}
