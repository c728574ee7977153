package io.symlab.experiment.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.symlab.experiment.LabException;
import io.symlab.symbolic.export.Formula;
import io.symlab.symbolic.front.FrontChoice;
import io.symlab.symbolic.front.ScoredFront;
import io.symlab.symbolic.table.Layout;
import io.symlab.symbolic.table.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A front as {@code front.json} has it, of a trial of a lab and of {@code lab distill} alike: the
 * scored formulas, what they call their columns, and how far the search is.
 *
 * @param names of the columns in its formulas
 * @param front the formulas and their marks
 * @param choice how one is chosen: the name of a {@link FrontChoice}; by another name, as a
 *     recipe's {@code meta-loss}, it is decided after the front has ended, and until then {@code
 *     best} stands for it
 * @param rounds that every island has ended
 * @param evaluations of formulas on samples, all islands together
 * @param ended whether the search has ended
 * @param digits that the constants of each formula need to keep its figures; empty where that is
 *     not known
 * @param evolved whether losses are meta-losses, of runs as an optimizer, and the validated ones
 *     those on other problems; otherwise they are errors on samples
 * @param table what is known of a table of one's own; empty for the samples of a trial
 */
public record FrontFile(
    FormulaNames names,
    ScoredFront front,
    String choice,
    long rounds,
    long evaluations,
    boolean ended,
    List<Integer> digits,
    boolean evolved,
    Optional<OfTable> table) {

  public FrontFile {
    digits = List.copyOf(digits);
  }

  /**
   * What a search in a table of one's own leaves beside its front.
   *
   * @param layout the table's columns
   * @param settings what was asked for; kept for people and scripts; only how the table was to be
   *     read is read back
   * @param provenance where the front comes from; as the settings
   */
  public record OfTable(Layout layout, JsonNode settings, JsonNode provenance) {}

  /** A front of a trial. */
  public FrontFile(
      FormulaNames names,
      ScoredFront front,
      String choice,
      long rounds,
      long evaluations,
      boolean ended) {
    this(names, front, choice, rounds, evaluations, ended, List.of(), false, Optional.empty());
  }

  /** The same front, of a table of one's own. */
  public FrontFile with(OfTable other) {
    return new FrontFile(
        names, front, choice, rounds, evaluations, ended, digits, evolved, Optional.of(other));
  }

  /** The same front, the digits of its formulas known. */
  public FrontFile with(List<Integer> known) {
    return new FrontFile(names, front, choice, rounds, evaluations, ended, known, evolved, table);
  }

  /** The same front, its losses meta-losses. */
  public FrontFile ofMetaLosses() {
    return new FrontFile(names, front, choice, rounds, evaluations, ended, digits, true, table);
  }

  /** Its formulas, from the simplest to the most complex. */
  public List<ScoredFront.Row> rows() {
    return front.rows();
  }

  /** A formula's text, which reads back. */
  public String text(ScoredFront.Row row) {
    return names.text(row.expression());
  }

  /** What to know of a row before it is used, see {@link ScoredFront#doubt}; of errors alone. */
  public Optional<String> doubt(ScoredFront.Row row) {
    return evolved ? Optional.empty() : front.doubt(row);
  }

  /** A formula for reading as it is handed out: where it is doubtful, that is said. */
  public String handedOut(ScoredFront.Row row) {
    return readable(row) + (doubt(row).isEmpty() ? "" : "  (not told from a constant)");
  }

  /** A formula for reading, with the digits that it needs. */
  public String readable(ScoredFront.Row row) {
    return names.readable(row.expression(), digits(row));
  }

  /** The digits that a formula's constants need; 0 where that is not known. */
  public int digits(ScoredFront.Row row) {
    int index = rows().indexOf(row);
    return index >= 0 && index < digits.size() ? digits.get(index) : 0;
  }

  /** The index of the row that is chosen, -1 when there is none. */
  public int chosen() {
    return front.marks().getOrDefault(ownChoice(), -1);
  }

  /** The row that is chosen. */
  public ScoredFront.Row chosenRow() {
    return front.choose(ownChoice());
  }

  private FrontChoice ownChoice() {
    return FrontChoice.named(choice).orElse(FrontChoice.BEST);
  }

  /**
   * The row that a person asks for.
   *
   * @param wanted the name of a {@link FrontChoice}, a complexity, or empty for the own choice
   * @throws LabException when there is no such row, listing those there are
   */
  public ScoredFront.Row choose(String wanted) throws LabException {
    if (front.isEmpty()) {
      throw ended
          ? new LabException(LabException.BAD_INPUT, "the front is empty: no formula was found")
          : new LabException(
              LabException.FAILED, "there is no rule yet; 'lab status' shows how far the trial is");
    }
    try {
      return wanted.isEmpty() ? chosenRow() : front.choose(wanted);
    } catch (IllegalArgumentException e) {
      throw new LabException(LabException.BAD_INPUT, e.getMessage(), e);
    }
  }

  /** A formula to take along. */
  public Formula formula(ScoredFront.Row row) {
    Formula formula = Formula.of(row, names.columns(), names.signals());
    if (digits.isEmpty()) {
      return formula;
    }
    Map<String, Double> figures = new LinkedHashMap<>(formula.figures());
    figures.put(Formula.DIGITS, (double) digits(row));
    return formula.withFigures(figures);
  }

  /** How tables are laid out that its formulas apply to. */
  public Layout layout() {
    List<String> samples = new ArrayList<>(names.columns());
    samples.add("y");
    return table
        .map(OfTable::layout)
        .orElseGet(() -> new Layout(samples, true, samples.size() - 1, -1));
  }

  /** How the table that it was found in was read; plainly where that is not known. */
  public Reading reading() {
    return table
        .map(known -> known.settings().path("reading"))
        .filter(JsonNode::isObject)
        .map(node -> ResultJson.value((ObjectNode) node, Reading.class, TrialFiles.FRONT))
        .orElse(Reading.PLAIN);
  }

  public byte[] toBytes() {
    return FrontLayout.write(this);
  }

  /**
   * Reads {@link #toBytes}'s form back.
   *
   * @throws ResultFormatException when it is damaged
   */
  public static FrontFile ofBytes(byte[] bytes, String origin) {
    return FrontLayout.read(bytes, origin);
  }

  /**
   * Reads a front that was found earlier.
   *
   * @param path a folder with a front.json, or the file itself
   * @throws LabException when it is missing or damaged
   */
  public static FrontFile read(Path path) throws LabException {
    Path file = Files.isDirectory(path) ? path.resolve(TrialFiles.FRONT) : path;
    try {
      return ofBytes(Files.readAllBytes(file), file.toString());
    } catch (IOException e) {
      String advice = SearchFolders.advice(path);
      if (!advice.isEmpty()) {
        throw new LabException(LabException.BAD_INPUT, advice, e);
      }
      throw new LabException(
          LabException.BAD_INPUT,
          "can't read the front " + file + (Files.exists(file) ? ": " + e : ": it does not exist"),
          e);
    } catch (ResultFormatException e) {
      boolean json = file.toString().endsWith(".json");
      throw new LabException(
          LabException.BAD_INPUT,
          json
              ? e.getMessage()
              : file + " is no front: name the folder that a search left, or the front.json in it",
          e);
    }
  }
}
