package io.symlab.actors.work;

import io.symlab.actors.recipe.Recipe;
import io.symlab.actors.results.FrontFile;
import io.symlab.actors.results.TunedFile;
import io.symlab.model.rollout.Watch;
import io.symlab.model.rule.SymbolicForm;
import io.symlab.model.rule.SymbolicRule;
import io.symlab.proto.FileRef;
import io.symlab.proto.StageBegin;
import io.symlab.symbolic.ExpressionText;
import java.io.IOException;

/** Finds the formulas that a trial's earlier stages left, and makes update rules of them. */
public final class FormulaRules {
  private FormulaRules() {}

  /** The front that distilling left. */
  static FrontFile front(StageBegin begin, CheckpointStore store) throws IOException {
    FileRef file = result(begin, "distill");
    return FrontFile.ofBytes(store.read(file), file.getPath());
  }

  /** What tuning left. */
  static TunedFile tuned(StageBegin begin, CheckpointStore store) throws IOException {
    FileRef file = result(begin, "meta-tune");
    return TunedFile.ofBytes(store.read(file), file.getPath());
  }

  /**
   * A formula as an update rule.
   *
   * @param text over the columns of the recipe's samples
   */
  public static SymbolicRule rule(String name, String text, Recipe recipe) {
    Watch watch = Watch.of(recipe.rule(), recipe.rollouts());
    return new SymbolicRule(
        name,
        ExpressionText.parse(text, watch.names(), recipe.search().signals()),
        watch.features(),
        watch.window(),
        watch.scale(),
        recipe.search().signals());
  }

  /**
   * A named form over the columns of the recipe's samples.
   *
   * @param name one of {@link SymbolicForm#NAMES}
   */
  static SymbolicForm form(String name, Recipe recipe) {
    Watch watch = Watch.of(recipe.rule(), recipe.rollouts());
    return SymbolicForm.named(name, watch.features(), watch.window());
  }

  /** A form as an update rule. */
  static SymbolicRule rule(String name, SymbolicForm form, Recipe recipe) {
    Watch watch = Watch.of(recipe.rule(), recipe.rollouts());
    return new SymbolicRule(
        name, form.expression(), watch.features(), watch.window(), watch.scale());
  }

  /**
   * The file that an earlier stage left.
   *
   * @throws IllegalArgumentException when it did not
   */
  static FileRef result(StageBegin begin, String stage) {
    FileRef file = begin.getResultsMap().get(stage);
    if (file == null) {
      throw new IllegalArgumentException(
          "the stage " + begin.getStage() + " needs the result of " + stage);
    }
    return file;
  }
}
