package io.symlab.experiment.distill;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** Points in time as files have them. */
final class Times {
  private Times() {}

  /** Now, as ISO 8601 to the second. */
  static String now() {
    return OffsetDateTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
