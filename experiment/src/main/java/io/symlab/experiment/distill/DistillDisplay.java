package io.symlab.experiment.distill;

/** Who watches a run. */
public interface DistillDisplay {
  /** Something worth telling that is no progress: dropped rows, a save that failed. */
  void note(String text);

  /** The run goes on; called often, a display shows as much of it as it likes. */
  void show(DistillProgress progress);

  /** The run has ended; the whole front is for who started it to print. */
  void end(DistillProgress progress);
}
