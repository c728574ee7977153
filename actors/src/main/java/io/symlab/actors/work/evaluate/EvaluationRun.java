package io.symlab.actors.work.evaluate;

import com.google.protobuf.ByteString;
import io.symlab.actors.store.CheckpointStore;
import io.symlab.actors.store.Checkpoints;
import io.symlab.actors.store.DamagedFileException;
import io.symlab.actors.store.StageResults;
import io.symlab.experiment.Stage;
import io.symlab.experiment.recipe.FormulaRules;
import io.symlab.experiment.recipe.Recipe;
import io.symlab.experiment.results.EvaluationFile;
import io.symlab.experiment.results.FrontFile;
import io.symlab.experiment.results.RatesFound;
import io.symlab.experiment.results.TrialFiles;
import io.symlab.experiment.results.TunedFile;
import io.symlab.model.evaluate.Contestant;
import io.symlab.model.evaluate.EvaluationPlan;
import io.symlab.model.evaluate.Run;
import io.symlab.model.rule.ScaledRule;
import io.symlab.model.rule.UpdateRule;
import io.symlab.model.rule.handmade.HandMade;
import io.symlab.model.rule.learned.LearnedOptimizer;
import io.symlab.model.rule.symbolic.SymbolicRule;
import io.symlab.proto.EvaluationCheckpoint;
import io.symlab.proto.FileRef;
import io.symlab.proto.HandMadeForm;
import io.symlab.proto.RolloutBegin;
import io.symlab.proto.RolloutResult;
import io.symlab.proto.RuleForm;
import io.symlab.proto.StageBegin;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;

/**
 * An evaluation on its way: which runs there are, which have ended, and what they gave. It knows of
 * no actors.
 */
final class EvaluationRun {
  private static final int VERSION = 1;

  private final StageBegin begin;
  private final CheckpointStore store;
  private final EvaluationPlan plan;
  private final List<RuleForm> forms;
  private final Map<String, String> formulas;
  private final Map<Integer, RolloutResult> ended;
  private final Queue<EvaluationPlan.Task> again = new ArrayDeque<>();
  private int next;
  private boolean unsaved;

  private EvaluationRun(
      StageBegin begin,
      CheckpointStore store,
      EvaluationPlan plan,
      Map<String, String> formulas,
      Map<Integer, RolloutResult> ended) {
    this.begin = begin;
    this.store = store;
    this.plan = plan;
    this.formulas = formulas;
    this.ended = ended;
    this.forms = plan.contestants().stream().map(EvaluationRun::form).toList();
  }

  /** Begins, or goes on from a checkpoint. */
  static EvaluationRun open(StageBegin begin, CheckpointStore store) throws IOException {
    Recipe recipe = Recipe.ofJson(begin.getRecipe());
    TunedFile tuned = StageResults.tuned(begin, store);
    FrontFile front = StageResults.front(begin, store);
    String found = EvaluationFile.found(front);
    Map<String, String> formulas = new LinkedHashMap<>();
    if (front.evolved() && StageResults.has(begin, Stage.DISTILL)) {
      put("distilled", StageResults.front(begin, store, Stage.DISTILL), formulas);
    }
    if (tuned.given()) {
      put(found, front, formulas);
      formulas.put("formula", tuned.original());
    } else {
      // What tuning began with, which trials may have chosen.
      formulas.put(found, tuned.original());
    }
    formulas.put("tuned", tuned.tuned());
    List<Contestant> rules = new ArrayList<>();
    StageResults.learned(begin, store).ifPresent(one -> rules.addAll(learned(one, tuned.rates())));
    rules.addAll(formulas(formulas, tuned.given() ? "formula" : found, tuned.rates(), recipe));
    EvaluationPlan plan = EvaluationPlan.of(recipe.evaluation(), rules);
    Map<Integer, RolloutResult> ended = new TreeMap<>();
    var checkpoints = new Checkpoints(begin, store);
    Optional<byte[]> saved = checkpoints.read();
    checkpoints.sweep();
    if (saved.isPresent()) {
      var checkpoint = EvaluationCheckpoint.parseFrom(saved.get());
      if (checkpoint.getVersion() != VERSION) {
        throw new DamagedFileException(
            begin.getCheckpoint().getPath() + " is a checkpoint of another version");
      }
      ended.putAll(checkpoint.getEndedMap());
    }
    return new EvaluationRun(begin, store, plan, formulas, ended);
  }

  /** The row that a front chooses by itself. */
  private static void put(String role, FrontFile front, Map<String, String> formulas) {
    if (front.chosen() >= 0) {
      formulas.put(role, front.text(front.chosenRow()));
    }
  }

  /** What was learned, as it is and, where a sweep found a better rate, at that. */
  private static List<Contestant> learned(LearnedOptimizer learned, RatesFound rates) {
    List<Contestant> rules = new ArrayList<>();
    rules.add(new Contestant("learned", learned));
    if (rates.learned() != 1) {
      String role = EvaluationFile.swept("learned");
      var scaled = new ScaledRule(named(role, rates.learned()), learned, rates.learned());
      rules.add(new Contestant(role, scaled, rates.learned()));
    }
    return rules;
  }

  /**
   * What was found and tuned. Tuning begins from the swept rate.
   *
   * @param own the role of the formula that the rate is of: what tuning began with
   */
  private static List<Contestant> formulas(
      Map<String, String> formulas, String own, RatesFound rates, Recipe recipe) {
    List<Contestant> rules = new ArrayList<>();
    formulas.forEach(
        (role, text) -> {
          SymbolicRule rule = FormulaRules.rule(role, text, recipe);
          rules.add(
              role.equals("tuned") ? at(role, rule, rates.tuned()) : new Contestant(role, rule));
          if (role.equals(own) && rates.distilled() != 1) {
            String swept = EvaluationFile.swept(role);
            SymbolicRule renamed = rule.named(named(swept, rates.distilled()));
            rules.add(at(swept, renamed, rates.distilled()));
          }
        });
    return rules;
  }

  private static Contestant at(String role, SymbolicRule rule, double factor) {
    return new Contestant(role, rule.withScale(rule.scale() * factor), factor);
  }

  private static String named(String role, double factor) {
    return role + " x" + factor;
  }

  private static RuleForm form(Contestant contestant) {
    UpdateRule rule =
        contestant.rule() instanceof ScaledRule scaled ? scaled.rule() : contestant.rule();
    var form = RuleForm.newBuilder().setName(contestant.name()).setFactor(contestant.factor());
    if (rule instanceof LearnedOptimizer learned) {
      form.setLearned(ByteString.copyFrom(learned.encode()));
    } else if (rule instanceof SymbolicRule formula) {
      form.setFormula(formula.text());
    } else if (rule instanceof HandMade made) {
      form.setHandMade(
          HandMadeForm.newBuilder()
              .setKind(made.kind())
              .setLearningRate(made.learningRate())
              .setSchedule(made.schedule().key())
              .setSteps(made.steps()));
    }
    return form.build();
  }

  /** The next task that has not ended and has not been given out. */
  Optional<EvaluationPlan.Task> nextTask() {
    if (!hasNextTask()) {
      return Optional.empty();
    }
    return Optional.of(again.isEmpty() ? plan.task(next++) : again.remove());
  }

  /** Whether there is one. */
  boolean hasNextTask() {
    while (next < plan.size() && ended.containsKey(next)) {
      next++;
    }
    return !again.isEmpty() || next < plan.size();
  }

  /** Nobody works on it any more: it is to be given out again. */
  void again(EvaluationPlan.Task task) {
    again.add(task);
  }

  /** What a rollout is to do for a task. */
  RolloutBegin work(EvaluationPlan.Task task, String worker) {
    return RolloutBegin.newBuilder()
        .setWorker(worker)
        .setRecipe(begin.getRecipe())
        .setRule(forms.get(task.contestant()))
        .setIndex(task.run())
        .setSteps(plan.steps())
        .build();
  }

  void ended(int task, RolloutResult result) {
    ended.put(task, result);
    unsaved = true;
  }

  boolean done() {
    return ended.size() == plan.size();
  }

  /** Steps of the runs that have ended. */
  long steps() {
    return (long) ended.size() * plan.steps();
  }

  /** Steps of all runs. */
  long total() {
    return (long) plan.size() * plan.steps();
  }

  /** Writes down the runs that have ended, if there are new ones. */
  Optional<FileRef> save() throws IOException {
    if (!unsaved) {
      return Optional.empty();
    }
    unsaved = false;
    var bytes = EvaluationCheckpoint.newBuilder().setVersion(VERSION).putAllEnded(ended).build();
    String position = "t" + ended.size();
    return Optional.of(new Checkpoints(begin, store).write(position, bytes.toByteArray()));
  }

  /** Writes the result, once all is done. */
  FileRef finish() throws IOException {
    List<Run> runs = new ArrayList<>();
    for (int task = 0; task < plan.size(); task++) {
      RolloutResult result = ended.get(task);
      double[] losses = result.getLossesList().stream().mapToDouble(Double::doubleValue).toArray();
      runs.add(new Run(losses, result.getDiverged(), result.getAccuracy()));
    }
    byte[] file = EvaluationFile.of(plan, plan.evaluation(runs), formulas).toBytes();
    return store.write(begin.getDirectory() + "/" + TrialFiles.EVALUATION, file);
  }
}
