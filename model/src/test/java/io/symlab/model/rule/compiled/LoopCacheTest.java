package io.symlab.model.rule.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.model.rule.compiled.EarnedLoops.Loops;
import io.symlab.symbolic.kernels.WrittenOut;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;

class LoopCacheTest {
  @Test
  void loopsAreMadeOnceTheyAreWorthIt() {
    EarnedLoops earned = new LoopCache(1000, 4).of(scaled(1), 2, 1);
    assertThat(earned.after(999)).isNull();
    assertThat(earned.after(1)).as("HotSpot has its time").isNull();
    assertThat(earned.after(250)).isNotNull();
  }

  @Test
  void codesThatAreTheSameShareTheirLoops() {
    LoopCache cache = new LoopCache(0, 4);
    assertThat(cache.of(scaled(3), 2, 1)).isSameAs(cache.of(scaled(3), 2, 1));
    assertThat(cache.of(scaled(3), 2, 1)).isNotSameAs(cache.of(scaled(4), 2, 1));
  }

  @Test
  void theOneUnusedLongestFallsOut() {
    LoopCache cache = new LoopCache(0, 2);
    EarnedLoops first = cache.of(scaled(1), 2, 1);
    EarnedLoops second = cache.of(scaled(2), 2, 1);
    assertThat(cache.of(scaled(1), 2, 1)).isSameAs(first);
    cache.of(scaled(3), 2, 1);
    assertThat(cache.of(scaled(1), 2, 1)).isSameAs(first);
    assertThat(cache.of(scaled(2), 2, 1)).isNotSameAs(second);
  }

  @Test
  void aLongCodeIsCutIntoLoopsThatGiveTheSame() {
    LoopCode code = scaled(40);
    Loops loops = new LoopCache(0, 1).of(code, 2, 1).after(1);
    assertThat(loops.loops().size()).isGreaterThan(10);
    int lanes = LoopCache.lanes();
    float[][] arrays = new float[2 + loops.scratch()][3 * lanes];
    arrays[0][2 * lanes] = 0.01f;
    loops.loops().forEach(loop -> loop.run(arrays, new float[] {1}, lanes, 2 * lanes));
    assertThat(arrays[1][2 * lanes]).isGreaterThan(0);
    assertThat(arrays[1][2 * lanes - 1]).isZero();
  }

  @Test
  void anUnusedLoopsClassGoes() throws InterruptedException {
    WeakReference<Class<?>> made = made();
    for (int i = 0; i < 100 && made.get() != null; i++) {
      System.gc();
      Thread.sleep(50);
    }
    assertThat(made.get()).isNull();
  }

  private static WeakReference<Class<?>> made() {
    Loops loops = new LoopCache(0, 1).of(scaled(1), 2, 1).after(1);
    return new WeakReference<>(loops.loops().get(0).getClass());
  }

  /** tanh of tanh of ... of a number times what comes in. */
  private static LoopCode scaled(int functions) {
    LoopCode code = new LoopCode();
    int value = code.mul(code.number(0), code.load(0));
    for (int i = 0; i < functions; i++) {
      value = WrittenOut.unary("TANH", code, value);
    }
    code.store(1, value);
    return code;
  }
}
