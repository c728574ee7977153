package io.symlab.symbolic.island;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.fit.ConstantFitting;
import io.symlab.symbolic.fit.Scoring;
import io.symlab.symbolic.formula.Guess;
import io.symlab.symbolic.front.Front;
import io.symlab.symbolic.island.Population.Member;
import io.symlab.symbolic.program.Evaluator;
import io.symlab.symbolic.program.Program;
import io.symlab.symbolic.sample.Samples;
import io.symlab.symbolic.sample.ScoringRows;
import io.symlab.symbolic.settings.SearchSettings;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What an island's formulas are worth: on a choice of scoring rows while evolving, and on all rows
 * for its front. It also fits their constants, and knows when the rows have changed so that
 * everyone has to be judged anew.
 */
final class Fitness {
  /** Rounds that share one choice of scoring rows. */
  private static final int ROUNDS_PER_CHOICE = 10;

  private final SearchSettings settings;
  private final int island;
  private final Evaluator evaluator;
  private final ConstantFitting fitting;
  private HallOfFame hall;
  private final DirectedGrowth growth;
  private Scoring scoring;

  /** Over the scoring rows; made when it is first asked for. */
  private TermLibrary library;

  private DirectedReplacement replacement;

  private long evaluationsBefore;
  private long nodeRowsBefore;

  /** What the scoring rows were chosen from and when; and the unit of losses then. */
  private long seenVersion = -1;

  private int seenChoice = -1;
  private double unit = 1;

  Fitness(SearchSettings settings, int island) {
    this(settings, island, new Evaluator());
  }

  Fitness(SearchSettings settings, int island, Evaluator evaluator) {
    this.settings = settings;
    this.island = island;
    this.evaluator = evaluator;
    this.fitting = new ConstantFitting(evaluator);
    this.growth = new DirectedGrowth(evaluator);
    this.hall = new HallOfFame(settings, evaluator, fitting);
  }

  HallOfFame hall() {
    return hall;
  }

  /** The front in the units of the samples. */
  Front front() {
    return hall.front(unit);
  }

  /** The members of the front, with losses on all rows, in the units of the samples. */
  List<Front.Member> found() {
    return hall.found(unit);
  }

  long evaluations() {
    return evaluationsBefore + evaluator.evaluations();
  }

  long nodeRows() {
    return nodeRowsBefore + evaluator.nodeRows();
  }

  /** Looks at a round's samples; where the rows are others than before, everyone is judged anew. */
  void look(Samples samples, int round, Population population) {
    int choice = round / ROUNDS_PER_CHOICE;
    boolean otherSamples = samples.version() != seenVersion;
    boolean otherChoice = otherSamples || choice != seenChoice;
    if (otherChoice || scoring == null) {
      Samples rows =
          ScoringRows.choose(
              samples, settings.tactics().scoringRows(), settings.seed(), island, choice);
      scoring = new Scoring(rows, evaluator, settings.loss());
      library = null;
      replacement = null;
    }
    seenVersion = samples.version();
    seenChoice = choice;
    unit = settings.loss().unit(samples);
    if (otherSamples) {
      hall.rejudge(samples);
    } else {
      hall.watch(samples);
    }
    if (otherChoice) {
      hall.regate(scoring);
      for (int i = 0; i < population.size(); i++) {
        population.set(i, scored(population.get(i).expression()));
      }
    }
  }

  /** What to found a first population on, not fitted yet. */
  List<Guess> founders() {
    return new Founders(settings, scoring.samples(), evaluator, library()).guesses();
  }

  /** The formula grown by the term that its error asks for; null when there is none. */
  Expression grown(Expression formula, SplittableRandom random) {
    return growth.grow(formula, settings, scoring, library(), random);
  }

  /** The formula with a part that it should have instead; null when none is found. */
  Expression replaced(Expression formula, SplittableRandom random) {
    if (replacement == null) {
      replacement =
          new DirectedReplacement(settings, scoring.samples(), library(), new Evaluator());
    }
    return replacement.replace(formula, scoring, random);
  }

  private TermLibrary library() {
    if (library == null) {
      // Not counted: who goes on from a saved state makes it again.
      library = TermLibrary.of(settings, scoring.samples(), new Evaluator());
    }
    return library;
  }

  /** The formula as it is. */
  Member scored(Expression formula) {
    Program program = settings.program(formula);
    double loss = settings.isFree() ? scoring.score(program) : scoring.scoreAsItStands(program);
    hall.consider(formula, loss, scoring);
    return member(formula, loss);
  }

  /** The formula with its constants fitted to the scoring rows. */
  Member fitted(Expression formula, int steps) {
    return fitted(formula, settings.ties(formula), steps);
  }

  /** The same, with constants of which some are one. */
  Member fitted(Expression formula, List<Integer> ties, int steps) {
    Program fit = fitting.fit(settings.program(formula), scoring, settings.isFree(), ties, steps);
    Expression better = fit.expression();
    double loss = fitting.loss();
    hall.consider(better, loss, scoring);
    return member(better, loss);
  }

  /** The formula as it would stand in the front, in the units of the samples; or null. */
  Front.Member finished(Expression formula) {
    Program program = settings.program(formula);
    double loss = settings.isFree() ? scoring.score(program) : scoring.scoreAsItStands(program);
    return Double.isFinite(loss) ? hall.finished(formula, scoring, unit) : null;
  }

  private Member member(Expression formula, double loss) {
    return new Member(formula, settings.complexity(formula), loss + settings.penalty(formula));
  }

  void write(DataOutputStream out) throws IOException {
    out.writeLong(evaluations());
    out.writeLong(nodeRows());
    out.writeLong(seenVersion);
    out.writeInt(seenChoice);
    out.writeDouble(unit);
    hall.write(out);
  }

  static Fitness read(DataInputStream in, SearchSettings settings, int island, int version)
      throws IOException {
    Fitness fitness = new Fitness(settings, island);
    fitness.evaluationsBefore = in.readLong();
    fitness.nodeRowsBefore = in.readLong();
    fitness.seenVersion = in.readLong();
    fitness.seenChoice = in.readInt();
    fitness.unit = in.readDouble();
    fitness.hall = HallOfFame.read(in, version, settings, fitness.evaluator, fitness.fitting);
    return fitness;
  }
}
