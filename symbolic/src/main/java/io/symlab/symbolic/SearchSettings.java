package io.symlab.symbolic;

import java.util.List;

/**
 * How expressions are evolved: what a search is given from outside. Finer knobs are in {@link
 * SearchTactics}.
 *
 * <pre>{@code
 * SearchSettings settings = SearchSettings.defaults().withSeed(7).withRounds(200);
 * }</pre>
 *
 * @param seed fixes everything
 * @param operators what formulas are made of
 * @param maxComplexity nodes of a formula at most
 * @param islands populations
 * @param population members per island; as many births make a round
 * @param rounds rounds per island
 * @param roundsPerBatch m: in round r an island sees sample batches 0 .. min(floor(r / m), last)
 * @param slack d: in round r it takes the elites that its neighbour sent after round r - d
 * @param reservoir rows kept for learning at most
 * @param tactics how births are made and judged
 */
public record SearchSettings(
    long seed,
    List<Operator> operators,
    int maxComplexity,
    int islands,
    int population,
    int rounds,
    int roundsPerBatch,
    int slack,
    int reservoir,
    SearchTactics tactics) {

  public SearchSettings {
    operators = List.copyOf(operators);
    require(!operators.isEmpty(), "operators must name at least one");
    require(maxComplexity >= 1 && maxComplexity <= 1000, "maxComplexity must be 1 to 1000");
    require(islands >= 1, "islands must be 1 or more");
    require(population >= 4, "population must be 4 or more");
    require(rounds >= 1, "rounds must be 1 or more");
    require(roundsPerBatch >= 1, "roundsPerBatch must be 1 or more");
    require(slack >= 1, "slack must be 1 or more");
    require(reservoir >= 2, "reservoir must be 2 or more");
  }

  /** With the usual tactics. */
  public SearchSettings(
      long seed,
      List<Operator> operators,
      int maxComplexity,
      int islands,
      int population,
      int rounds,
      int roundsPerBatch,
      int slack,
      int reservoir) {
    this(
        seed,
        operators,
        maxComplexity,
        islands,
        population,
        rounds,
        roundsPerBatch,
        slack,
        reservoir,
        SearchTactics.defaults());
  }

  /** What suits a few features over twenty lags and a minute of two cores. */
  public static SearchSettings defaults() {
    return new SearchSettings(
        1, Operator.USUAL, 40, 4, 256, 200, 1, 4, 10_000, SearchTactics.defaults());
  }

  public SearchSettings withSeed(long value) {
    return new SearchSettings(
        value,
        operators,
        maxComplexity,
        islands,
        population,
        rounds,
        roundsPerBatch,
        slack,
        reservoir,
        tactics);
  }

  public SearchSettings withOperators(List<Operator> value) {
    return new SearchSettings(
        seed,
        value,
        maxComplexity,
        islands,
        population,
        rounds,
        roundsPerBatch,
        slack,
        reservoir,
        tactics);
  }

  public SearchSettings withMaxComplexity(int value) {
    return new SearchSettings(
        seed,
        operators,
        value,
        islands,
        population,
        rounds,
        roundsPerBatch,
        slack,
        reservoir,
        tactics);
  }

  public SearchSettings withIslands(int value) {
    return new SearchSettings(
        seed,
        operators,
        maxComplexity,
        value,
        population,
        rounds,
        roundsPerBatch,
        slack,
        reservoir,
        tactics);
  }

  public SearchSettings withPopulation(int value) {
    return new SearchSettings(
        seed,
        operators,
        maxComplexity,
        islands,
        value,
        rounds,
        roundsPerBatch,
        slack,
        reservoir,
        tactics);
  }

  public SearchSettings withRounds(int value) {
    return new SearchSettings(
        seed,
        operators,
        maxComplexity,
        islands,
        population,
        value,
        roundsPerBatch,
        slack,
        reservoir,
        tactics);
  }

  public SearchSettings withRoundsPerBatch(int value) {
    return new SearchSettings(
        seed,
        operators,
        maxComplexity,
        islands,
        population,
        rounds,
        value,
        slack,
        reservoir,
        tactics);
  }

  public SearchSettings withSlack(int value) {
    return new SearchSettings(
        seed,
        operators,
        maxComplexity,
        islands,
        population,
        rounds,
        roundsPerBatch,
        value,
        reservoir,
        tactics);
  }

  public SearchSettings withReservoir(int value) {
    return new SearchSettings(
        seed,
        operators,
        maxComplexity,
        islands,
        population,
        rounds,
        roundsPerBatch,
        slack,
        value,
        tactics);
  }

  public SearchSettings withTactics(SearchTactics value) {
    return new SearchSettings(
        seed,
        operators,
        maxComplexity,
        islands,
        population,
        rounds,
        roundsPerBatch,
        slack,
        reservoir,
        value);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException("search." + message);
    }
  }
}
