package io.symlab.experiment.recipe;

import com.typesafe.config.ConfigOrigin;
import io.symlab.symbolic.settings.FormulaReader;
import io.symlab.symbolic.settings.FormulaTexts;
import io.symlab.symbolic.settings.SearchPart;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The keys of {@code distill} whose texts speak of formulas and columns; for the reader. What they
 * may say is {@link FormulaReader}'s to judge, where they say it is told here.
 */
final class FormulaKeys implements SearchPart.Words {
  private static final Map<SearchPart, String> LISTS =
      Map.of(
          SearchPart.DEFINE, "distill.define",
          SearchPart.OPERATORS, "distill.operators",
          SearchPart.CONSTRAINTS, "distill.constraints",
          SearchPart.COMPLEXITY, "distill.complexity",
          SearchPart.GUESSES, "distill.guesses",
          SearchPart.UNITS, "distill.units");
  private static final String LOSS = "distill.loss";
  private static final String TEMPLATE = "distill.template";
  private static final String Y_UNIT = "distill.y-unit";

  private final RecipeValues values;
  private final Map<SearchPart, List<RecipeValues.Placed>> lists = new EnumMap<>(SearchPart.class);
  private final FormulaTexts texts;

  FormulaKeys(RecipeValues values) {
    this.values = values;
    LISTS.forEach((part, path) -> lists.put(part, values.placed(path)));
    texts =
        new FormulaTexts(
            list(SearchPart.DEFINE),
            list(SearchPart.OPERATORS),
            values.text(LOSS, RecipeValues.LONGEST),
            list(SearchPart.CONSTRAINTS),
            list(SearchPart.COMPLEXITY),
            list(SearchPart.GUESSES),
            values.text(TEMPLATE, RecipeValues.LONGEST).strip(),
            list(SearchPart.UNITS),
            values.text(Y_UNIT, RecipeValues.LONGEST).strip());
    if (texts.operators().isEmpty() && values.sound(of(SearchPart.OPERATORS))) {
      values.problem(of(SearchPart.OPERATORS), "must name at least one");
    }
  }

  private List<String> list(SearchPart part) {
    return lists.get(part).stream().map(RecipeValues.Placed::text).toList();
  }

  /** What cannot be written again from what was read of it; loss and operators can. */
  FormulaTexts texts() {
    return new FormulaTexts(
        texts.definitions(),
        List.of(),
        "",
        texts.constraints(),
        texts.complexities(),
        texts.guesses(),
        texts.template(),
        texts.units(),
        texts.unitOfY());
  }

  /** Reads the loss and the operators. */
  FormulaReader reader() {
    return new FormulaReader(texts, this);
  }

  /** Tells what is wrong, each with its line. */
  void tell(FormulaReader reader) {
    for (SearchPart.Problem problem : new ArrayList<>(reader.problems())) {
      String path = of(problem.part());
      List<RecipeValues.Placed> entries = lists.get(problem.part());
      ConfigOrigin origin =
          entries == null ? values.origin(path) : entries.get(problem.entry()).origin();
      values.problem(path, origin, problem.message());
    }
  }

  @Override
  public String of(SearchPart part) {
    return switch (part) {
      case LOSS -> LOSS;
      case TEMPLATE -> TEMPLATE;
      case Y_UNIT -> Y_UNIT;
      case SIGNALS -> "distill.memory = true";
      case MAX_COMPLEXITY -> "distill.max-complexity";
      default -> LISTS.get(part);
    };
  }
}
