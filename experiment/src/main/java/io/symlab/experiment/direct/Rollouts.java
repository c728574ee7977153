package io.symlab.experiment.direct;

import io.symlab.experiment.LabException;
import io.symlab.experiment.exchange.Problems;
import io.symlab.model.data.DataException;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.optimizee.OptimizeeSettings;
import io.symlab.model.rollout.Rollout;
import io.symlab.model.torch.TorchException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/**
 * Many rollouts on one optimizee's problems, as many at once as there are threads; what they gave
 * is handed over in their order, so that the result does not depend on the threads.
 */
final class Rollouts {
  private static final int FAILED = 1;
  private static final long TICK_MILLIS = 100;

  private final OptimizeeSettings settings;
  private final int threads;
  private final BooleanSupplier asked;
  private final JobProgress.Listener listener;
  private final Queue<Optimizee> idle = new ConcurrentLinkedQueue<>();
  private final LongAdder steps = new LongAdder();
  private volatile boolean stopped;

  /**
   * Nothing begins yet.
   *
   * @param asked whether to stop now; asked between steps
   */
  Rollouts(
      OptimizeeSettings settings,
      int threads,
      BooleanSupplier asked,
      JobProgress.Listener listener) {
    this.settings = settings;
    this.threads = threads;
    this.asked = asked;
    this.listener = listener;
  }

  /** What a rollout is. Called from many threads. */
  interface Work<T> {
    Rollout open(Optimizee optimizee, int index);

    /** What is kept of it, once it is done and before it is closed. */
    T result(Rollout done);
  }

  /** Takes the results in their order, in one thread. */
  interface Taker<T> {
    void take(int index, T result) throws IOException;
  }

  /**
   * Runs them all.
   *
   * @param count rollouts
   * @param each steps of one
   * @return whether all ended; false when it was asked to stop
   * @throws LabException when the problem cannot be had or a rule cannot work on it
   */
  <T> boolean run(int count, int each, Work<T> work, Taker<T> taker)
      throws LabException, IOException, InterruptedException {
    long begun = System.nanoTime();
    ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, Math.min(threads, count)));
    try {
      List<Future<T>> running = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int index = i;
        running.add(pool.submit(() -> one(work, index)));
      }
      for (int i = 0; i < count && !stopped; i++) {
        T result = await(running.get(i), (long) count * each, begun);
        running.set(i, null);
        if (!stopped) {
          taker.take(i, result);
        }
      }
      return !stopped;
    } finally {
      stopped = true;
      pool.shutdown();
      // Native memory must not be closed under a thread that computes.
      pool.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
      idle.forEach(Optimizee::close);
    }
  }

  private <T> T await(Future<T> rollout, long total, long begun)
      throws LabException, InterruptedException {
    while (true) {
      stopped |= asked.getAsBoolean();
      try {
        return rollout.get(TICK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        double seconds = (System.nanoTime() - begun) / 1e9;
        listener.show(new JobProgress(steps.sum(), total, "steps", seconds));
      } catch (ExecutionException e) {
        throw failure(e.getCause());
      }
    }
  }

  private <T> T one(Work<T> work, int index) {
    if (stopped) {
      return null;
    }
    Optimizee own = idle.poll();
    Optimizee optimizee = own == null ? Problems.open(settings) : own;
    try (Rollout rollout = work.open(optimizee, index)) {
      int taken = 0;
      while (!rollout.done() && !stopped) {
        rollout.step();
        steps.add(rollout.taken() - taken);
        taken = rollout.taken();
      }
      return rollout.done() ? work.result(rollout) : null;
    } finally {
      idle.add(optimizee);
    }
  }

  private static LabException failure(Throwable cause) {
    if (cause instanceof OutOfMemoryError) {
      return new LabException(
          FAILED,
          "there is not enough memory for this: set SYMLAB_HEAP, e.g. SYMLAB_HEAP=4g, or take fewer"
              + " --threads",
          cause);
    }
    if (cause instanceof DataException || cause instanceof IllegalArgumentException) {
      return new LabException(LabException.BAD_INPUT, cause.getMessage(), cause);
    }
    if (cause instanceof TorchException) {
      return new LabException(FAILED, cause.getMessage(), cause);
    }
    throw new IllegalStateException("a rollout failed: " + cause, cause);
  }
}
