package io.symlab.symbolic.island;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Trees;
import io.symlab.symbolic.fit.Powers;
import io.symlab.symbolic.fit.SparseLinear;
import io.symlab.symbolic.sample.Samples;
import io.symlab.symbolic.settings.SearchSettings;

/**
 * What a target could be the exponential of: sums of terms, of squares of quotients and of a
 * product of powers that make its logarithm. Power laws with any exponents are such, bell curves,
 * and Arrhenius' law.
 */
final class Exponents {
  private Exponents() {}

  /**
   * A model of log |y|; null where y changes its sign or is 0, or where there is no exponential.
   *
   * @param y [rows]
   */
  static SparseLinear of(
      double[] y, Samples samples, TermLibrary library, SearchSettings settings) {
    double[] logs = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      logs[i] = Math.log(Math.abs(y[i]));
      if (!(y[i] * y[0] > 0) || !Double.isFinite(logs[i])) {
        return null;
      }
    }
    if (!settings.operators().contains(Operator.EXP)) {
      return null;
    }
    SparseLinear model = new SparseLinear(logs);
    boolean squares = settings.operators().contains(Operator.SQUARE);
    for (int i = 0; i < library.size(); i++) {
      Expression term = library.term(i);
      model.add(term, library.values(i));
      if (squares && Trees.operator(term) == Operator.DIV) {
        model.add(Expression.of(Operator.SQUARE, term), library.squares(i));
      }
    }
    Powers powers = Powers.of(samples, logs, settings.operators());
    if (powers != null) {
      float[] product = new float[y.length];
      for (int i = 0; i < y.length; i++) {
        product[i] = (float) powers.values()[i];
      }
      model.add(powers.product(), product);
    }
    return model;
  }
}
