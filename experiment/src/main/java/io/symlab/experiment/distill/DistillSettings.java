package io.symlab.experiment.distill;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.symlab.experiment.results.ResultJson;
import io.symlab.symbolic.regression.RegressionSettings;
import io.symlab.symbolic.table.Reading;
import io.symlab.symbolic.table.Roles;
import java.util.List;

/**
 * What is searched for and where, as a person writes it: all that decides the result, and nothing
 * that does not. A run is resumed with the same settings only.
 *
 * @param names of the columns, see {@link Roles}
 * @param y see {@link Roles}
 * @param weights see {@link Roles}
 * @param lags see {@link Roles}
 * @param reading how the tables are to be read, where that does not show by itself
 * @param validation {@code tail}, {@code random}, {@code none}, or a file; empty: tail with lags,
 *     else random
 * @param test a file to report on; empty: none
 * @param search see {@link RegressionSettings}
 * @param choose which member of the front is meant, the name of a {@code FrontChoice}
 */
public record DistillSettings(
    List<String> names,
    String y,
    String weights,
    List<String> lags,
    Reading reading,
    String validation,
    String test,
    RegressionSettings search,
    String choose) {
  public static final String TAIL = "tail";
  public static final String RANDOM = "random";
  public static final String NONE = "none";

  /** The rules of validation that need no file. */
  public static final List<String> RULES = List.of(TAIL, RANDOM, NONE);

  public DistillSettings {
    names = List.copyOf(names);
    lags = List.copyOf(lags);
  }

  /** What is not of the search, as files have it. */
  private record Table(
      List<String> names,
      String y,
      String weights,
      List<String> lags,
      String validation,
      String test) {}

  /** What is neither of the table nor of the search. */
  private record Choice(String choose) {}

  /** As files have it: all on one level. */
  @JsonValue
  ObjectNode json() {
    return ResultJson.flat(
        new Table(names, y, weights, lags, validation, test),
        new Told(reading),
        search,
        new Choice(choose));
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static DistillSettings ofJson(ObjectNode node) throws JsonProcessingException {
    Table table = ResultJson.part(node, Table.class);
    ResultJson.later(node, RegressionSettings.LATER);
    return new DistillSettings(
        table.names,
        table.y,
        table.weights,
        table.lags,
        node.has("reading") ? ResultJson.part(node, Told.class).reading : Reading.PLAIN,
        table.validation,
        table.test,
        ResultJson.part(node, RegressionSettings.class),
        ResultJson.part(node, Choice.class).choose);
  }

  /** What files from before it could be said do not have. */
  private record Told(Reading reading) {}

  /** The columns' roles. */
  public Roles roles() {
    return new Roles(names, y, weights, lags);
  }

  /** The rule of validation, with the default filled in. */
  String validationRule() {
    return !validation.isEmpty() ? validation : lags.isEmpty() ? RANDOM : TAIL;
  }

  /** Whether validation rows come from a file of their own. */
  boolean hasValidationFile() {
    return !RULES.contains(validationRule());
  }
}
