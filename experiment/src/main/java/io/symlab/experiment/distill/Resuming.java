package io.symlab.experiment.distill;

import io.symlab.experiment.LabException;
import io.symlab.symbolic.regression.RegressionSettings;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Judges whether a run can be gone on with: the same settings, the same data. */
final class Resuming {
  /**
   * Files may have moved, which their checksums tell; the choice decides nothing; the search is
   * looked at part by part.
   */
  private static final Set<String> FREE = Set.of("choose", "validation", "test", "search");

  private Resuming() {}

  static void checkSettings(DistillSettings before, DistillSettings now) throws LabException {
    List<String> differences = new ArrayList<>();
    compare(DistillSettings.class, before, now, differences);
    compare(RegressionSettings.class, before.search(), now.search(), differences);
    if (before.hasValidationFile() != now.hasValidationFile()
        || (!before.hasValidationFile() && !before.validationRule().equals(now.validationRule()))) {
      differences.add("validation was " + before.validationRule() + ", is " + now.validationRule());
    }
    if (before.test().isEmpty() != now.test().isEmpty()) {
      differences.add("test was \"" + before.test() + "\", is \"" + now.test() + "\"");
    }
    if (!differences.isEmpty()) {
      throw new LabException(
          LabException.BAD_INPUT,
          "--resume goes on with the settings that the run began with, only --seconds, --rounds,"
              + " --threads, --stop-loss and --choose may change: "
              + String.join("; ", differences));
    }
  }

  private static <T extends Record> void compare(
      Class<T> type, T before, T now, List<String> differences) {
    for (RecordComponent component : type.getRecordComponents()) {
      Object then = value(before, component);
      Object given = value(now, component);
      if (!then.equals(given) && !FREE.contains(component.getName())) {
        differences.add(component.getName() + " was " + then + ", is " + given);
      }
    }
  }

  private static Object value(Record settings, RecordComponent component) {
    try {
      return component.getAccessor().invoke(settings);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record's accessors are there to be called", e);
    }
  }

  static void checkData(List<DataStamp> before, List<DataStamp> now) throws LabException {
    for (int i = 0; i < Math.min(before.size(), now.size()); i++) {
      DataStamp then = before.get(i);
      if (!then.sameContent(now.get(i))) {
        throw new LabException(
            LabException.BAD_INPUT,
            "--resume: "
                + now.get(i).file()
                + " is not the "
                + then.role()
                + " that the run began with ("
                + then.file()
                + ", "
                + then.bytes()
                + " bytes, SHA-256 "
                + then.sha256().substring(0, 12)
                + "...): give it back, or begin a new run");
      }
    }
  }
}
