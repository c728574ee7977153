package io.symlab.actors.work.distill;

import static java.util.Locale.ROOT;

import com.google.protobuf.ByteString;
import io.symlab.actors.store.CheckpointStore;
import io.symlab.actors.store.Checkpoints;
import io.symlab.actors.store.DamagedFileException;
import io.symlab.actors.work.rollout.RolloutPlan;
import io.symlab.actors.work.rollout.RolloutPlan.Part;
import io.symlab.actors.work.rollout.RolloutPlan.Planned;
import io.symlab.experiment.recipe.Recipe;
import io.symlab.experiment.results.TrialFiles;
import io.symlab.model.rollout.Watch;
import io.symlab.proto.ArchipelagoCut;
import io.symlab.proto.CrewProgress;
import io.symlab.proto.FileRef;
import io.symlab.proto.IslandView;
import io.symlab.proto.StageBegin;
import io.symlab.symbolic.island.IslandSchedule;
import io.symlab.symbolic.sample.SampleBatch;
import io.symlab.symbolic.sample.SampleReservoir;
import io.symlab.symbolic.sample.Samples;
import io.symlab.symbolic.table.NpyWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * What an archipelago knows and keeps: the sample log and the order in it, the newest cut, the
 * front, and which rollouts are still to be done. It knows of no actors.
 */
public final class Distillation implements AutoCloseable {
  /** The log of what the islands learn from, in the trial's folder. */
  private static final int CUT_VERSION = 1;

  private final StageBegin begin;
  private final CheckpointStore store;
  private final Recipe recipe;
  private final ArchipelagoCut from;
  private final SampleLog log;
  private final SampleFlow flow;
  private final MergedFront merged;
  private final SampleReservoir record;
  private final Queue<Planned> plan;
  private final Map<Part, Integer> left = new EnumMap<>(Part.class);

  private Distillation(
      StageBegin begin, CheckpointStore store, Recipe recipe, ArchipelagoCut from, SampleLog log) {
    this.begin = begin;
    this.store = store;
    this.recipe = recipe;
    this.from = from;
    this.log = log;
    var settings = recipe.rollouts();
    flow = new SampleFlow(log, settings.train(), from.getHead(), from.getHeadBatches());
    merged = new MergedFront(recipe, from.getRound());
    int width = Watch.of(recipe.rule(), recipe.rollouts()).width();
    record = new SampleReservoir(width, recipe.budget().reservoir(), recipe.search().seed());
    plan = new ArrayDeque<>(RolloutPlan.of(settings, from.getHead(), from.getHeadBatches()));
    left.put(Part.VALIDATION, settings.validation());
    left.put(Part.TEST, settings.test());
  }

  /** Begins, or goes on from the cut that the stage began with. */
  static Distillation open(StageBegin begin, CheckpointStore store) throws IOException {
    Recipe recipe = Recipe.ofJson(begin.getRecipe());
    var from = ArchipelagoCut.getDefaultInstance();
    var checkpoints = new Checkpoints(begin, store);
    Optional<byte[]> cut = checkpoints.read();
    if (cut.isPresent()) {
      from = ArchipelagoCut.parseFrom(cut.get());
      if (from.getVersion() != CUT_VERSION || from.getIslandsCount() != recipe.search().islands()) {
        throw new DamagedFileException(
            begin.getCheckpoint().getPath() + " is a cut of another version or another recipe");
      }
    }
    checkpoints.sweep();
    Path path = store.resolve(begin.getDirectory() + "/" + TrialFiles.SAMPLE_LOG);
    SampleLog log = SampleLog.open(path, from.getLogLength());
    return new Distillation(begin, store, recipe, from, log);
  }

  /** Rounds after which all islands halt before they are done; 0: they don't. */
  int haltAt() {
    return begin.getHaltAt() < recipe.budget().rounds() ? begin.getHaltAt() : 0;
  }

  /** What is to be told then. */
  String figure() {
    return begin.getFigure();
  }

  Recipe recipe() {
    return recipe;
  }

  /** The state that an island goes on from; empty when it starts afresh. */
  ByteString islandState(int island) {
    return from.getIslandsCount() == 0 ? ByteString.EMPTY : from.getIslands(island);
  }

  /** The round that the islands go on from. */
  int round() {
    return from.getRound();
  }

  /** The next rollout to start, if any is left. */
  Optional<Planned> nextRollout() {
    return Optional.ofNullable(plan.poll());
  }

  /**
   * A batch of a rollout has come.
   *
   * @return the rollouts that may send another batch, one entry per batch
   */
  List<Integer> arrived(Planned rollout, SampleBatch batch) throws IOException {
    if (rollout.part() == Part.TRAIN) {
      return flow.arrived(rollout.index(), batch);
    }
    merged.heldOut(rollout.part(), rollout.index(), batch);
    return List.of(rollout.index());
  }

  /**
   * A rollout has sent all it has.
   *
   * @return as {@link #arrived}
   */
  List<Integer> ended(Planned rollout) throws IOException {
    if (rollout.part() == Part.TRAIN) {
      return flow.ended(rollout.index());
    }
    if (left.merge(rollout.part(), -1, Integer::sum) == 0) {
      merged.complete(rollout.part());
    }
    return List.of();
  }

  /** Batches that every island may know of. */
  int batches() {
    return log.batches();
  }

  SampleBatch batch(int number) throws IOException {
    return log.read(number);
  }

  /** Whether there will be no more batches than {@link #batches}. */
  boolean recordEnded() {
    return flow.complete();
  }

  /** Whether all rollouts have ended, those that are not learned from, too. */
  boolean rolloutsEnded() {
    return flow.complete() && left.values().stream().allMatch(count -> count == 0);
  }

  /** How each island does, by its place on the ring. */
  List<IslandView> islands() {
    return merged.islands();
  }

  /** Rounds ended, all islands together. */
  long rounds() {
    return merged.rounds();
  }

  /**
   * What a crew's islands have found by now.
   *
   * @param first the ring's index of the first of them
   */
  void found(int first, CrewProgress progress) {
    merged.found(first, progress);
  }

  /** Writes a cut; the log first, which it counts on. */
  FileRef save(ConsistentCuts.Cut cut) throws IOException {
    log.force();
    var bytes =
        ArchipelagoCut.newBuilder()
            .setVersion(CUT_VERSION)
            .setRound(cut.round())
            .addAllIslands(cut.islands())
            .setLogLength(log.length())
            .setLogBatches(log.batches())
            .setHead(flow.head())
            .setHeadBatches(flow.headBatches())
            .build()
            .toByteArray();
    return new Checkpoints(begin, store).write("r" + cut.round(), bytes);
  }

  boolean frontChanged() {
    return merged.changed();
  }

  /**
   * Publishes the front as it is now.
   *
   * @return its best R2 figures, to show
   */
  Map<String, Double> publish() throws IOException {
    SampleReservoir known = record();
    var front = merged.file(() -> known.at(known.batches()), false);
    store.write(begin.getDirectory() + "/" + TrialFiles.FRONT, front.toBytes());
    return MergedFront.figures(front);
  }

  /** The same after some round, scored on what that round saw: a function of the seed alone. */
  Map<String, Double> publishAt(int rounds) throws IOException {
    var front = merged.file(seenAfter(rounds), false);
    store.write(begin.getDirectory() + "/" + TrialFiles.FRONT, front.toBytes());
    return MergedFront.figures(front);
  }

  /** What the islands share, up to the last batch in the log. */
  private SampleReservoir record() throws IOException {
    while (record.batches() < log.batches()) {
      record.append(log.read(record.batches()));
    }
    return record;
  }

  private Supplier<Samples> seenAfter(int rounds) throws IOException {
    SampleReservoir known = record();
    int visible = IslandSchedule.of(recipe.search()).batchesVisible(rounds - 1, log.batches() - 1);
    return () -> known.at(visible);
  }

  /** Publishes the last front, scored on what the islands' last round saw, and the samples. */
  FileRef finish() throws IOException {
    Supplier<Samples> train = seenAfter(recipe.budget().rounds());
    if (recipe.writeSamples()) {
      writeSamples();
    }
    byte[] front = merged.file(train, true).toBytes();
    return store.write(begin.getDirectory() + "/" + TrialFiles.FRONT, front);
  }

  private void writeSamples() throws IOException {
    Path folder = store.resolve(begin.getDirectory());
    int width = Watch.of(recipe.rule(), recipe.rollouts()).width();
    try (var file = NpyWriter.create(folder.resolve(TrialFiles.SAMPLES), width)) {
      for (int number = 0; number < log.batches(); number++) {
        file.append(log.read(number));
      }
      file.finish();
    }
    for (Part part : List.of(Part.VALIDATION, Part.TEST)) {
      String name =
          TrialFiles.SAMPLES.replace(".npy", "-" + part.name().toLowerCase(ROOT) + ".npy");
      try (var file = NpyWriter.create(folder.resolve(name), width)) {
        for (SampleBatch batch : merged.batches(part)) {
          file.append(batch);
        }
        file.finish();
      }
    }
  }

  @Override
  public void close() throws IOException {
    log.close();
  }
}
