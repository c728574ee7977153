package io.symlab.actors.host;

import com.google.protobuf.ByteString;
import io.symlab.actors.store.CheckpointStore;
import io.symlab.actors.store.DamagedFileException;
import io.symlab.actors.store.FileSums;
import io.symlab.proto.Errand;
import io.symlab.proto.ErrandDone;
import io.symlab.proto.FileRef;
import io.symlab.proto.PartWanted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Fetches a file that is not here yet: then it is there, whole and on the disk, or not at all. */
final class FetchTask implements ErrandTask {
  private final FileRef file;
  private final Path target;
  private final Path temporary;
  private final boolean data;
  private long offset;
  private boolean looked;

  /**
   * @param target where it is to lie here
   * @param data whether it is one of the problem's data, and none of the trial's own
   */
  FetchTask(FileRef file, Path target, boolean data) {
    this.file = file;
    this.target = target;
    this.temporary = target.resolveSibling(target.getFileName() + ".coming.tmp");
    this.data = data;
  }

  @Override
  public Optional<Errand> next() throws IOException {
    if (!looked) {
      looked = true;
      if (FileSums.matches(file, target)) {
        return Optional.empty();
      }
      Files.createDirectories(target.getParent());
      Files.deleteIfExists(temporary);
      Files.createFile(temporary);
    } else if (offset >= file.getLength()) {
      return Optional.empty();
    }
    var wanted = PartWanted.newBuilder().setPath(file.getPath()).setOffset(offset).setData(data);
    return Optional.of(Errand.newBuilder().setFetch(wanted).build());
  }

  @Override
  public void answered(ErrandDone done) throws IOException {
    ByteString part = done.getPart();
    boolean last = offset + part.size() >= file.getLength() || part.isEmpty();
    TrialFolder.Parts.write(temporary, offset, part, last);
    offset += part.size();
    if (last) {
      if (!FileSums.matches(file, temporary)) {
        throw new DamagedFileException(
            file.getPath() + " is damaged in the lab's home, or on its way from there");
      }
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      CheckpointStore.forceFolder(target.getParent());
      offset = Math.max(offset, file.getLength());
    }
  }
}
