package io.symlab.model.rule.symbolic;

import io.symlab.model.rule.compiled.LoopCode;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.features.FeatureState;
import io.symlab.symbolic.expression.Expression;
import java.util.ArrayList;
import java.util.List;

/**
 * A whole step of a symbolic rule as code, from the gradient over its features and averages to the
 * update, with the bits of {@link FeatureLoops} and the interpreter.
 *
 * <p>Its numbers are what mt and gt correct their bias by, the same of each average, the time of
 * each column that is one, and then the constants.
 */
final class StepCode {
  /** What an array is; the first two are the caller's. */
  enum Holder {
    GRADIENT,
    UPDATE,
    /** m of mt. */
    FIRST,
    /** v of mt and gt. */
    SECOND,
    /** A feature that is an average of g and read at no lag. */
    RUNNING,
    /** A feature's newest values, where it has a past. */
    NEWEST,
    /** A feature's values some steps ago. */
    AGO,
    /** An average's mean. */
    MEAN
  }

  /**
   * An array.
   *
   * @param index of a feature or average
   * @param lag steps
   */
  record Place(Holder holder, int index, int lag) {}

  private final SymbolicColumns columns;
  private final LoopCode code = new LoopCode();
  private final List<Place> places = new ArrayList<>();
  private final FormulaCode formulas;

  /**
   * The code of a rule; {@link #knows} says whether there is one.
   *
   * @param update its output, times the scale
   * @param arguments of its averages
   * @param decays of its averages
   */
  StepCode(
      SymbolicColumns columns, Expression update, List<Expression> arguments, double[] decays) {
    this.columns = columns;
    formulas = new FormulaCode(code, 1 + decays.length + columns.lag().length);
    array(Holder.GRADIENT, 0, 0);
    int out = array(Holder.UPDATE, 0, 0);
    List<Integer> features = features();
    List<Integer> read = new ArrayList<>();
    for (int c = 0; c < columns.lag().length; c++) {
      int f = columns.feature()[c];
      int lag = columns.lag()[c];
      if (columns.features().get(f) == Feature.T) {
        read.add(code.number(1 + decays.length + c));
      } else {
        read.add(lag > 0 ? code.load(array(Holder.AGO, f, lag)) : features.get(f));
      }
    }
    for (int a = 0; a < decays.length; a++) {
      int argument = formulas.value(arguments.get(a), read);
      int array = array(Holder.MEAN, a, 0);
      int mean = average(code.load(array), decays[a], argument);
      code.store(array, mean);
      read.add(columns.averages().get(a).corrected() ? code.mul(mean, code.number(1 + a)) : mean);
    }
    code.store(out, formulas.value(update, read));
  }

  /** Whether a rule has only what can be written out. */
  static boolean knows(Expression update, List<Expression> arguments) {
    return FormulaCode.knows(update) && arguments.stream().allMatch(FormulaCode::knows);
  }

  LoopCode code() {
    return code;
  }

  /** By the arrays' numbers. */
  List<Place> places() {
    return places;
  }

  /** The numbers: zeros for what changes in each step, then the constants. */
  float[] numbers(int perStep) {
    float[] numbers = new float[perStep + formulas.constants().size()];
    for (int i = perStep; i < numbers.length; i++) {
      numbers[i] = formulas.constants().get(i - perStep);
    }
    return numbers;
  }

  private int array(Holder holder, int index, int lag) {
    Place place = new Place(holder, index, lag);
    if (!places.contains(place)) {
      places.add(place);
    }
    return places.indexOf(place);
  }

  /** b m + (1 - b) x. */
  private int average(int m, double decay, int x) {
    int keep = formulas.constant((float) decay);
    int take = formulas.constant((float) (1 - decay));
    return code.add(code.mul(keep, m), code.mul(take, x));
  }

  /** The newest values, by feature; -1 for t, which is a number. */
  private List<Integer> features() {
    int g = code.load(0);
    int inverse = columns.scaled() ? inverse(g) : -1;
    List<Integer> newest = new ArrayList<>();
    for (int f = 0; f < columns.features().size(); f++) {
      Feature feature = columns.features().get(f);
      int value =
          switch (feature) {
            case G -> g;
            case GT -> code.mul(g, inverse);
            case MT -> mt(g, inverse);
            case T -> -1;
            default -> momentum(f, g);
          };
      newest.add(value);
      if (columns.isPast(f)) {
        code.store(array(Holder.NEWEST, f, 0), value);
      }
    }
    return newest;
  }

  private int momentum(int f, int g) {
    double decay = FeatureState.decay(columns.features().get(f));
    if (columns.isPast(f)) {
      return average(code.load(array(Holder.AGO, f, 1)), decay, g);
    }
    int array = array(Holder.RUNNING, f, 0);
    int mean = average(code.load(array), decay, g);
    code.store(array, mean);
    return mean;
  }

  private int inverse(int g) {
    int array = array(Holder.SECOND, 0, 0);
    int keep = formulas.constant((float) FeatureState.BETA);
    int take = formulas.constant((float) (1 - FeatureState.BETA));
    int kept = code.mul(keep, code.load(array));
    int v = code.add(kept, code.mul(code.mul(take, g), g));
    code.store(array, v);
    int root = code.sqrt(code.mul(v, code.number(0)));
    return code.div(code.literal(1f), code.add(root, code.literal(FeatureState.EPSILON)));
  }

  private int mt(int g, int inverse) {
    int array = array(Holder.FIRST, 0, 0);
    int m = average(code.load(array), FeatureState.BETA, g);
    code.store(array, m);
    return code.mul(code.mul(m, code.number(0)), inverse);
  }
}
