package io.symlab.cli.direct;

import io.symlab.cli.terminal.Amounts;
import io.symlab.cli.terminal.Table;
import io.symlab.experiment.distill.DistillRun;
import io.symlab.symbolic.front.ScoredFront;
import java.util.List;

/** What several searches came to, a row each. */
final class DistillSummary {
  private final Table table =
      new Table(
          "table",
          "y",
          ">complexity",
          ">R2 train",
          ">R2 valid.",
          "expression, or what went wrong",
          "folder");

  private DistillJob job;
  private DistillRun run;

  /** A search that begins. */
  void follow(DistillJob begun, DistillRun itsRun) {
    job = begun;
    run = itsRun;
  }

  /** The one that began last has ended. */
  void found() {
    if (run.front() == null || run.front().rows().isEmpty()) {
      row(job, run.target(), "", "", "", "no formula was found", run.folder().toString());
      return;
    }
    ScoredFront.Row row = run.front().chosenRow();
    row(
        job,
        run.target(),
        Integer.toString(row.complexity()),
        Amounts.r2(row.r2Train()),
        Amounts.r2(row.r2Validation()),
        run.front().handedOut(row),
        run.folder().toString());
  }

  void failed(DistillJob one, String why) {
    row(one, one.target(), "", "", "", why.lines().findFirst().orElse(""), "");
  }

  private void row(DistillJob one, String y, String... cells) {
    table.row(one.table().toString(), y, cells[0], cells[1], cells[2], cells[3], cells[4]);
  }

  List<String> lines() {
    return table.lines();
  }
}
