package io.symlab.cli.direct;

import io.symlab.cli.exit.ExitCode;
import io.symlab.experiment.LabException;
import io.symlab.experiment.distill.SettingsBuilder;
import io.symlab.symbolic.table.Reading;
import io.symlab.symbolic.table.TableInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * One search of several that one command line asks for: a table and what is explained of it.
 *
 * @param table to learn from
 * @param target the column to explain; empty where it is not said
 * @param others columns that are other searches' targets, and left out of this one
 * @param out the folder to write to; null: one that is named for the data
 * @param suffix of that folder's name
 */
record DistillJob(Path table, String target, List<String> others, Path out, String suffix) {

  /**
   * A search for each target of each table.
   *
   * @param out the folder that theirs are made in; null: they are named for the data
   */
  static List<DistillJob> of(List<Path> tables, List<String> targets, Path out)
      throws LabException {
    if (new LinkedHashSet<>(targets).size() < targets.size()) {
      throw new LabException(ExitCode.BAD_INPUT, "--y names a column twice");
    }
    boolean piped = tables.stream().anyMatch(table -> !TableInput.isRepeatable(table));
    if (piped && (targets.size() > 1 || tables.size() > 1)) {
      throw new LabException(
          ExitCode.BAD_INPUT,
          "what comes through a pipe is read once, and several searches read: save it as a file");
    }
    List<DistillJob> jobs = new ArrayList<>();
    List<Path> taken = new ArrayList<>();
    for (Path table : tables) {
      Path own = out == null || tables.size() == 1 ? out : free(out, table, taken);
      for (String target : targets.isEmpty() ? List.of("") : targets) {
        List<String> others = targets.stream().filter(other -> !other.equals(target)).toList();
        boolean several = targets.size() > 1;
        String name = target.replaceAll("[^\\p{L}\\p{N}._-]", "_");
        jobs.add(
            new DistillJob(
                table,
                target,
                others,
                own == null || !several ? own : own.resolve(name),
                several ? "-" + name : ""));
      }
    }
    return jobs;
  }

  private static Path free(Path out, Path table, List<Path> taken) {
    String name = TableInput.plainName(table);
    Path folder = out.resolve(name);
    for (int number = 2; taken.contains(folder); number++) {
      folder = out.resolve(name + "-" + number);
    }
    taken.add(folder);
    return folder;
  }

  /** Puts its own over what all of them are asked for. */
  void over(SettingsBuilder settings) {
    if (!target.isEmpty()) {
      settings.y(target);
    }
    if (!others.isEmpty()) {
      settings.reading(this::withoutOthers);
    }
  }

  private Reading withoutOthers(Reading reading) {
    if (!reading.columns().isEmpty()) {
      // What is named is learned from, whatever else is in the table.
      List<String> left = new ArrayList<>(reading.columns());
      left.removeAll(others);
      return new Reading(
          reading.decimal(), reading.thousands(), reading.ignore(), left, reading.categories());
    }
    List<String> ignored = new ArrayList<>(reading.ignore());
    ignored.addAll(others);
    return new Reading(
        reading.decimal(), reading.thousands(), ignored, reading.columns(), reading.categories());
  }

  /** E.g. {@code a.csv, y = speed}. */
  String words() {
    return table + (target.isEmpty() ? "" : ", y = " + target);
  }
}
