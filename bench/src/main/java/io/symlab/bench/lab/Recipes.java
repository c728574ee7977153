package io.symlab.bench.lab;

/** Recipes that benchmarks of a lab submit. */
final class Recipes {
  private Recipes() {}

  /** Goes through all five stages with as little to do in each as can be; so many seeds. */
  static String quick(int trials) {
    return """
        name = "quick"
        optimizee { kind = "quadratic", instances = 2, dimension = 4 }
        rule { features = ["mt", "gt"], linear = 2, lstm = [2] }
        meta-train { epochs = 1, steps = 4, unroll = 4, evaluate-every = 1, evaluation-steps = 4 }
        distill {
          rollouts { train = 1, validation = 1, test = 1 }
          steps = 8, coordinates = 2, window = 2, islands = 1, population = 8, rounds = 2
          reservoir = 50, max-complexity = 5
        }
        meta-tune { epochs = 1, steps = 4, unroll = 4, evaluate-every = 1, evaluation-steps = 4, rates = [] }
        evaluate { runs = 1, steps = 10, baselines { adam = [0.1], momentum = [], sgd = [] } }
        """
        + "sweep.seeds = "
        + trials
        + "\n";
  }

  /** Meta-trains on a quadratic for as long as one likes; so many trials. */
  static String endless(int trials) {
    return """
        name = "endless"
        optimizee { kind = "quadratic", instances = 64, dimension = 20 }
        rule { features = ["mt", "gt"], linear = 6, lstm = [7] }
        meta-train { epochs = 1000000, steps = 100, unroll = 20, evaluate-every = 1000 }
        """
        + "sweep.seeds = "
        + trials
        + "\n";
  }
}
