package io.symlab.symbolic.settings;

/**
 * How an island makes and judges births: the knobs that rarely need turning. The defaults were
 * chosen on the records of learned optimizers.
 *
 * @param polishRows rows on which the constants of formulas are fitted that may enter the front
 * @param founders share of the first population that is founded on guesses and sparse models
 * @param directed share of births that grow by the term that their error asks for
 * @param scoringRows rows on which births are scored; what enters the front is scored on all
 * @param tournament members drawn for a tournament, of which the best becomes the parent
 * @param crossover share of births made from two parents
 * @param fitting share of births whose constants are fitted at once
 * @param fittingSteps Levenberg-Marquardt steps of such a fit
 * @param polishSteps steps of the fit that members of the front get
 * @param annealing how much worse a child may be: at full temperature one that adds this much of
 *     y's variance to the loss is accepted with probability 1/e; 0 accepts any child
 * @param parsimony loss (in units of y's variance) that a node costs
 * @param adaptiveParsimony how strongly complexities that are frequent in the population are
 *     penalised in tournaments
 * @param migration share of an island's members replaced by its neighbour's elites each round
 * @param frontMigration share replaced by the island's own front each round
 * @param elites expressions sent to the neighbour after a round at most
 * @param warmupRounds rounds during which the largest size allowed grows to its maximum
 * @param mutations relative weights of the mutations
 */
public record SearchTactics(
    int polishRows,
    double founders,
    double directed,
    int scoringRows,
    int tournament,
    double crossover,
    double fitting,
    int fittingSteps,
    int polishSteps,
    double annealing,
    double parsimony,
    double adaptiveParsimony,
    double migration,
    double frontMigration,
    int elites,
    int warmupRounds,
    MutationWeights mutations) {

  public SearchTactics {
    require(polishRows >= 16, "polishRows must be 16 or more");
    require(share(founders), "founders must be between 0 and 1");
    require(share(directed), "directed must be between 0 and 1");
    require(scoringRows >= 16, "scoringRows must be 16 or more");
    require(tournament >= 1, "tournament must be 1 or more");
    require(share(crossover), "crossover must be between 0 and 1");
    require(share(fitting), "fitting must be between 0 and 1");
    require(fittingSteps >= 0 && polishSteps >= 0, "fit steps must not be negative");
    require(annealing >= 0, "annealing must not be negative");
    require(parsimony >= 0, "parsimony must not be negative");
    require(adaptiveParsimony >= 0, "adaptiveParsimony must not be negative");
    require(share(migration), "migration must be between 0 and 1");
    require(share(frontMigration), "frontMigration must be between 0 and 1");
    require(elites >= 0, "elites must not be negative");
    require(warmupRounds >= 0, "warmupRounds must not be negative");
  }

  /** The defaults. */
  public static SearchTactics defaults() {
    return new SearchTactics(
        10_000,
        0.2,
        0.15,
        1024,
        8,
        0.3,
        0.2,
        4,
        12,
        0,
        1e-4,
        20,
        0.02,
        0.05,
        12,
        20,
        MutationWeights.defaults());
  }

  /** The same with another share of births fitted at once. */
  public SearchTactics withFitting(double value) {
    return new SearchTactics(
        polishRows,
        founders,
        directed,
        scoringRows,
        tournament,
        crossover,
        value,
        fittingSteps,
        polishSteps,
        annealing,
        parsimony,
        adaptiveParsimony,
        migration,
        frontMigration,
        elites,
        warmupRounds,
        mutations);
  }

  private static boolean share(double value) {
    return value >= 0 && value <= 1;
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException("search." + message);
    }
  }
}
