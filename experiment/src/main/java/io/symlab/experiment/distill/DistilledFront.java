package io.symlab.experiment.distill;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.symlab.experiment.results.FrontFile;
import io.symlab.experiment.results.Machine;
import io.symlab.experiment.results.ResultFormatException;
import io.symlab.experiment.results.ResultJson;
import io.symlab.symbolic.Signals;
import io.symlab.symbolic.table.Layout;
import java.util.List;

/**
 * The front of a table as {@code front.json} has it: a trial's {@link FrontFile}, and besides what
 * it takes to apply a formula to another table and to know where it comes from.
 *
 * @param names of the features, in the order of the variables
 * @param signals among them
 * @param layout the table's columns
 * @param rows see {@link FrontFile}; so are the next six
 * @param settings what was asked for
 * @param provenance where it comes from
 */
public record DistilledFront(
    List<String> names,
    List<Signals.Signal> signals,
    Layout layout,
    List<FrontFile.Row> rows,
    int best,
    int accuracy,
    int knee,
    String choice,
    long rounds,
    long evaluations,
    boolean ended,
    DistillSettings settings,
    Provenance provenance) {
  static final String SCHEMA = "symlab.distilled-front/1";

  /**
   * Where a front comes from.
   *
   * @param version of Symlab
   * @param seed of everything random
   * @param data the files
   * @param machine where its last part ran
   * @param kernel what evaluated the formulas
   * @param started ISO 8601, when its first part began
   * @param written ISO 8601
   * @param seconds searched, all parts together
   */
  public record Provenance(
      String version,
      long seed,
      List<DataStamp> data,
      Machine machine,
      String kernel,
      String started,
      String written,
      double seconds) {
    public Provenance {
      data = List.copyOf(data);
    }
  }

  public DistilledFront {
    names = List.copyOf(names);
    signals = List.copyOf(signals);
    rows = List.copyOf(rows);
  }

  static DistilledFront of(
      FrontFile front, DistillData data, DistillSettings settings, Provenance provenance) {
    return new DistilledFront(
        front.names(),
        data.dataset().signals().signals(),
        data.dataset().layout(),
        front.rows(),
        front.best(),
        front.accuracy(),
        front.knee(),
        front.choice(),
        front.rounds(),
        front.evaluations(),
        front.ended(),
        settings,
        provenance);
  }

  /** The part that a trial's front has, too. */
  public FrontFile front() {
    return new FrontFile(names, rows, best, accuracy, knee, choice, rounds, evaluations, ended);
  }

  public byte[] toBytes() {
    return ResultJson.write(SCHEMA, this);
  }

  /** The first files had neither categories nor names as they stand in the table. */
  private static void upgrade(ObjectNode node) {
    if (node.get("layout") instanceof ObjectNode layout && !layout.has("written")) {
      layout.set("written", layout.path("columns").deepCopy());
      layout.putArray("categories");
    }
  }

  /**
   * Reads {@link #toBytes}'s form back.
   *
   * @throws ResultFormatException when it is damaged
   */
  public static DistilledFront ofBytes(byte[] bytes, String origin) {
    return ResultJson.read(bytes, SCHEMA, DistilledFront.class, origin, DistilledFront::upgrade);
  }
}
