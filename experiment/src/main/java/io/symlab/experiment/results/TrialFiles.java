package io.symlab.experiment.results;

import java.nio.file.Files;
import java.nio.file.Path;

/** What the files in a trial's folder are called. */
public final class TrialFiles {
  public static final String RECIPE = "recipe.json";
  public static final String PROVENANCE = "provenance.json";
  public static final String META_LOSS = "meta-loss.csv";
  public static final String LEARNED = "learned.bin";
  public static final String FRONT = "front.json";

  /** What a search by meta-loss found; a front like the other. */
  public static final String EVOLVED = "evolved.json";

  public static final String EVOLVE_LOSS = "evolve-loss.csv";
  public static final String SAMPLES = "samples.npy";
  public static final String TUNE_LOSS = "tune-loss.csv";
  public static final String TUNED = "tuned.json";
  public static final String EVALUATION = "evaluation.json";
  public static final String METRICS = "metrics.json";

  /** What stages need to go on from where they were; gone once a trial is over for good. */
  public static final String CHECKPOINTS = "checkpoints";

  /** The batches that islands learn from, while they do and until the report has measured them. */
  public static final String SAMPLE_LOG = "samples.bin";

  /** The page to open, in the folder of the report. */
  public static final String REPORT = "report/report.html";

  private TrialFiles() {}

  /** The front that a trial's rules are chosen from: what a search by meta-loss left, if it did. */
  public static Path front(Path folder) {
    Path evolved = folder.resolve(EVOLVED);
    return Files.exists(evolved) ? evolved : folder.resolve(FRONT);
  }
}
