package io.symlab.actors.trust;

import io.symlab.experiment.LabException;
import io.symlab.experiment.Version;
import java.time.Duration;

/** What a lab asks of every worker, when it is let in and whenever it comes back. */
public final class Terms {
  /** Certificates and what is logged need clocks that agree roughly. */
  private static final Duration CLOCK = Duration.ofSeconds(60);

  private Terms() {}

  /**
   * The same code computes the same results.
   *
   * @throws LabException with exit code 2 when the worker is of another build
   */
  public static void requireBuild(String build) throws LabException {
    if (!build.equals(Version.text())) {
      throw new LabException(
          LabException.BAD_INPUT,
          "the worker is symlab "
              + build
              + " and the lab is "
              + Version.text()
              + "; bring both to the same version");
    }
  }

  /**
   * Judges a worker's clock.
   *
   * @param clock at the worker, in milliseconds since 1970
   * @param now at the lab
   * @throws LabException with exit code 2 when it is off by a minute or more
   */
  public static void requireClock(long clock, long now) throws LabException {
    long off = clock - now;
    if (Math.abs(off) >= CLOCK.toMillis()) {
      throw new LabException(
          LabException.BAD_INPUT,
          "the worker's clock is "
              + Math.abs(off) / 1000
              + " s "
              + (off < 0 ? "behind" : "ahead of")
              + " the lab's; set both by a time server");
    }
  }
}
