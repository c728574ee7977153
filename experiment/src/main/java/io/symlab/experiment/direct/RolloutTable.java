package io.symlab.experiment.direct;

import io.symlab.experiment.LabException;
import io.symlab.experiment.files.OutputFile;
import io.symlab.experiment.recipe.Recipe;
import io.symlab.experiment.results.ResultJson;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.rollout.Rollout;
import io.symlab.model.rollout.Watch;
import io.symlab.model.rule.UpdateRule;
import io.symlab.symbolic.sample.SampleBatch;
import io.symlab.symbolic.table.NpyWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Watches a rule at work and writes down what it did: a table that formulas can be found in. The
 * same seed, recipe and rule give the same rows, whatever the threads.
 *
 * @param rule what was watched
 * @param recipe the problem's name and the seed are its
 * @param seed of the problems
 * @param names of the columns, y last
 * @param window k, the steps that a row covers
 * @param scale y is the update divided by this
 * @param rows in the table
 * @param runs rollouts
 * @param rowsPerRun [runs] the rows of each, one run after the other
 * @param divergedRuns [diverged] the indices of runs that ended early, from 0
 */
public record RolloutTable(
    String rule,
    String recipe,
    long seed,
    List<String> names,
    int window,
    double scale,
    long rows,
    int runs,
    List<Integer> rowsPerRun,
    List<Integer> divergedRuns) {
  private static final String SCHEMA = "symlab.watching/1";

  /** What a rollout left. */
  private record Watched(List<SampleBatch> batches, boolean diverged) {}

  public RolloutTable {
    names = List.copyOf(names);
    rowsPerRun = List.copyOf(rowsPerRun);
    divergedRuns = List.copyOf(divergedRuns);
  }

  /**
   * Where the description of a table stands: {@code X.json} beside {@code X.npy}.
   *
   * @param table ends in .npy
   */
  public static Path beside(Path table) {
    String name = table.getFileName().toString().replaceFirst("\\.npy$", "");
    return table.resolveSibling(name + ".json");
  }

  /**
   * Watches, and writes the table and its description.
   *
   * @param table where to; replaced whole at the end, or left alone
   * @param asked whether to stop now
   * @return empty when it was asked to stop; then nothing is written
   */
  public static Optional<RolloutTable> run(
      NamedRule named,
      Recipe recipe,
      Watch watch,
      int runs,
      int steps,
      Path table,
      int threads,
      BooleanSupplier asked,
      JobProgress.Listener listener)
      throws LabException, IOException, InterruptedException {
    UpdateRule rule = named.points().get(0);
    var work =
        new Rollouts.Work<Watched>() {
          @Override
          public Rollout open(Optimizee optimizee, int index) {
            return Rollout.watched(optimizee, rule, steps, watch, recipe.seed(), index);
          }

          @Override
          public Watched result(Rollout done) {
            return new Watched(done.drain(), done.diverged());
          }
        };
    List<Integer> rowsPerRun = new ArrayList<>();
    List<Integer> diverged = new ArrayList<>();
    try (NpyWriter writer = NpyWriter.create(OutputFile.target(table), watch.width())) {
      boolean whole =
          new Rollouts(recipe.optimizee(), threads, asked, listener)
              .run(
                  runs,
                  steps,
                  work,
                  (index, watched) -> {
                    long before = writer.rows();
                    for (SampleBatch batch : watched.batches()) {
                      writer.append(batch);
                    }
                    rowsPerRun.add((int) (writer.rows() - before));
                    if (watched.diverged()) {
                      diverged.add(index);
                    }
                  });
      if (!whole) {
        return Optional.empty();
      }
      List<String> names = new ArrayList<>(watch.names());
      names.add("y");
      var description =
          new RolloutTable(
              named.label(),
              recipe.name(),
              recipe.seed(),
              names,
              watch.window(),
              watch.scale(),
              writer.rows(),
              runs,
              rowsPerRun,
              diverged);
      // A description of another table must not stand beside this one, even for a moment.
      Files.deleteIfExists(beside(table));
      writer.finish();
      OutputFile.write(beside(table), description.toBytes());
      return Optional.of(description);
    }
  }

  /**
   * The names of the columns in the short form that {@code lab distill --names} reads: with one
   * feature {@code mt_0..mt_19,y}, else every name; too many to be typed or read.
   */
  public String shortNames() {
    boolean one = names.size() == window + 1;
    return one && window > 1
        ? names.get(0) + ".." + names.get(window - 1) + ",y"
        : String.join(",", names);
  }

  public byte[] toBytes() {
    return ResultJson.write(SCHEMA, this);
  }

  /**
   * Reads {@link #toBytes}'s form back.
   *
   * @throws io.symlab.experiment.results.ResultFormatException when it is damaged
   */
  public static RolloutTable ofBytes(byte[] bytes, String origin) {
    return ResultJson.read(bytes, SCHEMA, RolloutTable.class, origin);
  }
}
