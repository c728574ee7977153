package io.symlab.actors.host;

import com.google.protobuf.ByteString;
import io.symlab.actors.store.CheckpointStore;
import io.symlab.actors.store.DamagedFileException;
import io.symlab.proto.Errand;
import io.symlab.proto.ErrandDone;
import io.symlab.proto.FilePart;
import io.symlab.proto.FileRef;
import io.symlab.proto.StageBegin;
import io.symlab.proto.StageReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What a courier has to fetch and to bring, in order, as errands of which one is under way at a
 * time. A report is brought after the files that it counts on; a newer checkpoint, or progress,
 * takes the place of one that waits. It knows of no actors.
 */
final class Deliveries implements ErrandTask {
  /** Lines that may wait to be brought. */
  static final int MOST_NOTES = 100;

  /** Tasks that belong together. */
  private static final class Load {
    final StageReport.WhatCase what;
    final Deque<ErrandTask> tasks;
    boolean begun;

    Load(StageReport.WhatCase what, List<ErrandTask> tasks) {
      this.what = what;
      this.tasks = new ArrayDeque<>(tasks);
    }
  }

  private final StageFiles files;
  private final CheckpointStore store;
  private final Deque<Load> loads = new ArrayDeque<>();
  private Optional<FileRef> lastCheckpoint = Optional.empty();
  private long curveBrought;
  private boolean underWay;
  private int notes;

  /**
   * @param store of the home here
   */
  Deliveries(StageBegin begin, CheckpointStore store) {
    this.files = new StageFiles(begin);
    this.store = store;
  }

  /** Everything that the stage's worker reads is to be fetched. */
  void fetchAll() throws IOException {
    Files.deleteIfExists(store.resolve(files.curve())); // of an earlier attempt here
    Load load = new Load(StageReport.WhatCase.WHAT_NOT_SET, List.of());
    load.tasks.add(new Listing(load));
    for (FileRef file : files.named()) {
      load.tasks.add(fetch(file));
    }
    loads.add(load);
  }

  private FetchTask fetch(FileRef file) {
    return new FetchTask(file, store.resolve(file.getPath()), false);
  }

  /** A report is to be brought, and before it what it names and what the curve has grown by. */
  void bring(StageReport report) {
    StageReport.WhatCase what = report.getWhatCase();
    if (what == StageReport.WhatCase.CHECKPOINT_SAVED || what == StageReport.WhatCase.PROGRESSED) {
      loads.removeIf(load -> load.what == what && !load.begun);
    }
    ErrandTask say = say(report);
    loads.add(
        new Load(
            what,
            switch (what) {
              case CHECKPOINT_SAVED ->
                  List.of(new Put(report.getCheckpointSaved()), new Grow(), say);
              case FINISHED -> List.of(new Put(report.getFinished()), new Grow(), say);
              case FAILED, STOPPED, RUNG_REACHED -> List.of(new Grow(), say);
              case PROGRESSED, NOTED, WHAT_NOT_SET -> List.of(say);
            }));
  }

  /** A line for the trial's log is to be brought; of many at once, the first ones. */
  void note(String line) {
    if (notes < MOST_NOTES) {
      notes++;
      Errand errand = Errand.newBuilder().setNote(line).build();
      loads.add(new Load(StageReport.WhatCase.NOTED, List.of(new Once(errand, () -> notes--))));
    }
  }

  /** Nothing else matters any more than to bring this. */
  void bringOnly(StageReport report) {
    loads.clear();
    notes = 0;
    loads.add(new Load(report.getWhatCase(), List.of(say(report))));
  }

  @Override
  public Optional<Errand> next() throws IOException {
    while (!underWay && !loads.isEmpty()) {
      Load load = loads.element();
      load.begun = true;
      if (load.tasks.isEmpty()) {
        loads.remove();
        continue;
      }
      Optional<Errand> errand = load.tasks.element().next();
      if (errand.isPresent()) {
        underWay = true;
        return errand;
      }
      load.tasks.remove();
    }
    return Optional.empty();
  }

  @Override
  public void answered(ErrandDone done) throws IOException {
    underWay = false;
    Load load = loads.peek();
    if (load != null && load.begun && !load.tasks.isEmpty()) {
      load.tasks.element().answered(done);
    }
  }

  /** Whether nothing is left to be done. */
  boolean isIdle() {
    return loads.isEmpty() && !underWay;
  }

  /** Asks for the files that change, and has those fetched that there are. */
  private final class Listing implements ErrandTask {
    private final Load load;
    private boolean asked;

    Listing(Load load) {
      this.load = load;
    }

    @Override
    public Optional<Errand> next() {
      return asked ? Optional.empty() : Optional.of(Errand.newBuilder().setList(true).build());
    }

    @Override
    public void answered(ErrandDone done) {
      asked = true;
      done.getFiles().getFilesList().forEach(file -> load.tasks.add(fetch(file)));
    }
  }

  /** Brings a whole file, and takes the checkpoint before it away here. */
  private final class Put implements ErrandTask {
    private final FileRef file;
    private long offset;
    private boolean done;

    Put(FileRef file) {
      this.file = file;
    }

    @Override
    public Optional<Errand> next() throws IOException {
      if (done) {
        return Optional.empty();
      }
      ByteString bytes = TrialFolder.Parts.read(store.resolve(file.getPath()), offset);
      boolean last = offset + bytes.size() >= file.getLength();
      if (bytes.isEmpty() && !last) {
        throw new DamagedFileException(file.getPath() + " was cut short before it was brought");
      }
      var part = FilePart.newBuilder().setFile(file).setOffset(offset).setBytes(bytes);
      offset += bytes.size();
      done = last;
      return Optional.of(Errand.newBuilder().setPut(part.setLast(last)).build());
    }

    @Override
    public void answered(ErrandDone answer) throws IOException {
      if (done && !file.getPath().equals(files.result())) {
        if (lastCheckpoint.isPresent() && !lastCheckpoint.get().equals(file)) {
          store.delete(lastCheckpoint.get());
        }
        lastCheckpoint = Optional.of(file);
      }
    }
  }

  /** Brings what the curve has grown by; the first time, all of it: some may have been cut. */
  private final class Grow implements ErrandTask {
    private long end = -1;
    private boolean done;

    @Override
    public Optional<Errand> next() throws IOException {
      Path curve = store.resolve(files.curve());
      if (end < 0) {
        end = Files.exists(curve) ? Files.size(curve) : 0;
        done = end == 0 || end == curveBrought;
      }
      if (done) {
        return Optional.empty();
      }
      ByteString bytes = TrialFolder.Parts.read(curve, curveBrought);
      bytes = bytes.substring(0, (int) Math.min(bytes.size(), end - curveBrought));
      var part =
          FilePart.newBuilder()
              .setFile(FileRef.newBuilder().setPath(files.curve()))
              .setOffset(curveBrought)
              .setBytes(bytes);
      curveBrought += bytes.size();
      done = curveBrought >= end || bytes.isEmpty();
      return Optional.of(Errand.newBuilder().setGrow(part.setLast(done)).build());
    }

    @Override
    public void answered(ErrandDone answer) {
      // The next piece follows.
    }
  }

  private static ErrandTask say(StageReport report) {
    return new Once(Errand.newBuilder().setReport(report).build(), () -> {});
  }

  /** A single errand. */
  private static final class Once implements ErrandTask {
    private final Errand errand;
    private final Runnable then;
    private boolean done;

    Once(Errand errand, Runnable then) {
      this.errand = errand;
      this.then = then;
    }

    @Override
    public Optional<Errand> next() {
      return done ? Optional.empty() : Optional.of(errand);
    }

    @Override
    public void answered(ErrandDone answer) {
      done = true;
      then.run();
    }
  }
}
