package io.symlab.experiment.recipe;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.symlab.experiment.recipe.RecipeValues.Range;
import io.symlab.model.optimizee.OptimizeeKind;
import io.symlab.model.optimizee.OptimizeeSettings;
import io.symlab.model.optimizee.OptimizeeSettings.Beside;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The problems that a recipe's own is made of or mixed with: sections of a list, which say what
 * differs from {@code optimizee} itself.
 */
final class BesideKeys {
  private static final String SECTION = "optimizee";
  private static final String WEIGHT = "optimizee.weight";
  private static final String KIND = "optimizee.kind";
  private static final String MEMBERS = "optimizee.members";
  private static final String MIXTURE = "optimizee.mixture";
  private static final int MOST = 20;

  /** What a problem has for itself alone: those beside it do not get it from there. */
  private static final List<String> OWN = List.of("members", "mixture", "weight", "start");

  private final RecipeValues values;
  private final DataCheck dataCheck;

  BesideKeys(RecipeValues values, DataCheck dataCheck) {
    this.values = values;
    this.dataCheck = dataCheck;
  }

  Beside read(OptimizeeKind kind) {
    double weight = values.number(WEIGHT, Range.of(0, 1e6));
    List<OptimizeeSettings> members = all(MEMBERS);
    List<OptimizeeSettings> mixture = all(MIXTURE);
    if (!values.sound(KIND, WEIGHT, MEMBERS, MIXTURE)) {
      return Beside.NONE;
    }
    boolean ensemble = kind == OptimizeeKind.ENSEMBLE;
    if (ensemble && members.isEmpty()) {
      values.problem(MEMBERS, "names no problems, and " + KIND + " = ensemble is made of them");
    } else if (ensemble && members.stream().allMatch(one -> one.beside().weight() == 0)) {
      values.problem(MEMBERS, "have no weight but 0: there would be no loss");
    } else if (!ensemble && !members.isEmpty()) {
      values.problem(MEMBERS, "is what " + KIND + " = ensemble is made of, not " + kind.key());
    }
    if (mixture.isEmpty() && weight != 1) {
      values.problem(WEIGHT, "is this problem's in a mixture, and " + MIXTURE + " names no others");
    } else if (weight == 0 && mixture.stream().allMatch(one -> one.beside().weight() == 0)) {
      values.problem(WEIGHT, "is 0 as all weights of " + MIXTURE + " are: nothing could be drawn");
    }
    return new Beside(weight, members, mixture);
  }

  private List<OptimizeeSettings> all(String path) {
    List<OptimizeeSettings> all = new ArrayList<>();
    List<ConfigObject> sections = values.sections(path, MOST);
    for (int i = 0; i < sections.size(); i++) {
      all.add(one(path, i + 1, sections.get(i)));
    }
    return all;
  }

  private OptimizeeSettings one(String path, int number, ConfigObject section) {
    Set<String> problems = new LinkedHashSet<>();
    RecipeStructure.check(section.atKey(SECTION).root(), problems);
    for (String key : List.of("members", "mixture", "start")) {
      ConfigValue written = section.get(key);
      if (written != null && !written.unwrapped().equals(usual(key))) {
        problems.add(
            RecipeValues.where(written.origin())
                + SECTION
                + "."
                + key
                + ": is for "
                + SECTION
                + " itself, not for one of "
                + path);
      }
    }
    ConfigObject rest = values.section(SECTION);
    for (String key : OWN) {
      rest = rest.withoutKey(key);
    }
    Config whole =
        section
            .withValue("members", ConfigValueFactory.fromIterable(List.of()))
            .withValue("mixture", ConfigValueFactory.fromIterable(List.of()))
            .withValue("start", ConfigValueFactory.fromAnyRef(""))
            .withFallback(rest)
            .atKey(SECTION)
            .withFallback(RecipeKeys.defaults());
    OptimizeeSettings settings = OptimizeeSettings.of(OptimizeeKind.QUADRATIC);
    if (problems.isEmpty()) {
      settings = new OptimizeeKeys(new RecipeValues(whole, problems), dataCheck).beside();
    }
    if (problems.isEmpty() && settings.kind().equals(OptimizeeKind.ENSEMBLE.key())) {
      problems.add(
          RecipeValues.where(section.origin())
              + KIND
              + " = ensemble: a problem of "
              + path
              + " needs a kind of its own");
    }
    for (String problem : problems) {
      values.told(path, problem + " (no. " + number + " of " + path + ")");
    }
    return settings;
  }

  private static Object usual(String key) {
    return RecipeKeys.defaults().getValue(SECTION + "." + key).unwrapped();
  }

  static void write(ObjectNode node, OptimizeeSettings optimizee) {
    node.put("weight", optimizee.beside().weight());
    write(node.putArray("members"), optimizee.beside().members());
    write(node.putArray("mixture"), optimizee.beside().mixture());
  }

  private static void write(ArrayNode node, List<OptimizeeSettings> problems) {
    problems.forEach(problem -> OptimizeeKeys.write(node.addObject(), problem));
  }
}
