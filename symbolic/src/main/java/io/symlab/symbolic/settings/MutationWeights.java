package io.symlab.symbolic.settings;

/**
 * How often each kind of mutation is made, relative to the others. The defaults are those of PySR
 * (Cranmer 2023, arXiv 2305.01582), which come from a search over many problems.
 *
 * @param constant perturb a constant
 * @param operator exchange an operator for another of the same arity
 * @param feature exchange a variable for another
 * @param swap swap the arguments of an operator
 * @param rotate rotate the tree around an edge
 * @param add put an operator on top of a leaf or of the whole
 * @param insert put an operator in the middle
 * @param delete take an operator out
 * @param simplify rewrite into a simpler, equal formula
 * @param randomize start afresh
 */
public record MutationWeights(
    double constant,
    double operator,
    double feature,
    double swap,
    double rotate,
    double add,
    double insert,
    double delete,
    double simplify,
    double randomize) {

  public MutationWeights {
    for (double weight :
        new double[] {
          constant, operator, feature, swap, rotate, add, insert, delete, simplify, randomize
        }) {
      if (!(weight >= 0)) {
        throw new IllegalArgumentException("search.mutations: weights must not be negative");
      }
    }
    if (constant + operator + feature + swap + rotate + add + insert + delete + simplify + randomize
        <= 0) {
      throw new IllegalArgumentException("search.mutations: at least one must be positive");
    }
  }

  /** The defaults. */
  public static MutationWeights defaults() {
    return new MutationWeights(0.035, 0.29, 0.1, 0.2, 4.3, 2.5, 0.01, 0.87, 0.002, 0.0005);
  }
}
