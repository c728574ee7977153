package io.symlab.symbolic;

import java.util.List;

/**
 * How expressions are evolved.
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
    int reservoir) {}
