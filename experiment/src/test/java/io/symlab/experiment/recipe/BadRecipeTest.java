package io.symlab.experiment.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadRecipeTest {
  @TempDir Path folder;

  private List<String> problems(String text, String... overrides) {
    var refused =
        catchThrowableOfType(
            RecipeException.class,
            () ->
                RecipeParser.of(ConfigFactory.empty())
                    .parse(text, "r.conf", List.of(overrides), folder));
    assertThat(refused).as("refusal of " + text).isNotNull();
    return refused.problems();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          meta-train.epohcs = 3         | r.conf:1: there is no key meta-train.epohcs; did you mean meta-train.epochs?
          metaTrain.epochs = 3          | r.conf:1: there is no key metaTrain; did you mean meta-train?
          learning_rate = 3             | r.conf:1: there is no key learning_rate; did you mean meta-train.learning-rate?
          zzzzzzzzzzzzzzz = 3           | r.conf:1: there is no key zzzzzzzzzzzzzzz
          meta-train = 3                | r.conf:1: meta-train is a section: write meta-train { ... }
          meta-train.steps { a = 1 }    | r.conf:1: meta-train.steps = {"a":1}: must be a whole number from 1 to 1,000,000
          meta-train.steps = many       | r.conf:1: meta-train.steps = "many": must be a whole number from 1 to 1,000,000
          meta-train.steps = 2.5        | r.conf:1: meta-train.steps = 2.5: must be a whole number from 1 to 1,000,000
          meta-train.steps = 99999999999999999999 | r.conf:1: meta-train.steps = "99999999999999999999": must be a whole number from 1 to 1,000,000
          meta-train.steps = null       | r.conf:1: meta-train.steps = null: leave the key out to get its default
          meta-train.learning-rate = -1 | r.conf:1: meta-train.learning-rate = -1: must be a number above 0, at most 1
          meta-train.learning-rate = NaN | r.conf:1: meta-train.learning-rate = "NaN": must be a number above 0, at most 1
          meta-train.unroll = 300       | r.conf:1: meta-train.unroll = 300: must not be more than meta-train.steps (200)
          meta-train.steps = 10         | r.conf:1: meta-train.steps = 10: must not be less than meta-train.unroll (20)
          meta-train.horizons = [100, 50] | r.conf:1: meta-train.horizons = [100,50]: must be two lengths, the shortest and the longest
          meta-train.horizons = [100] | r.conf:1: meta-train.horizons = [100]: must be two lengths, the shortest and the longest
          meta-train { horizons = [50, 100], curriculum = [50, 100] } | r.conf:1: meta-train.horizons = [50,100]: does not go with meta-train.curriculum
          meta-train.horizons = [10, 50] | r.conf:1: meta-train.horizons = [10,50]: must not begin with less than meta-train.unroll (20)
          meta-train.curriculum = [100, 50] | r.conf:1: meta-train.curriculum = [100,50]: must rise from one length to the next
          meta-train.curriculum = [10, 50] | r.conf:1: meta-train.curriculum = [10,50]: must not begin with less than meta-train.unroll (20)
          meta-train.curriculum = [100], meta-train.unroll = 101 | r.conf:1: meta-train.unroll = 101: must not be more than the first of meta-train.curriculum (100)
          meta-train.method = bptt      | r.conf:1: meta-train.method: there is no "bptt"; did you mean tbptt? (there is: tbptt, es, pes)
          meta-train.imitation.ratio = 1.5 | r.conf:1: meta-train.imitation.ratio = 1.5: must be a number from 0 to 1
          meta-train.imitation.ratio = 0.3, meta-train.method = es | r.conf:1: meta-train.imitation.ratio = 0.3: goes with meta-train.method = tbptt only
          meta-train.imitation.teachers = [adan] | r.conf:1: meta-train.imitation.teachers: there is no "adan"; did you mean adam?
          meta-train.imitation.learning-rate = 0 | r.conf:1: meta-train.imitation.learning-rate = 0: must be a number above 0
          meta-train.random-scaling = -3 | r.conf:1: meta-train.random-scaling = -3: must be a number from 0 to 20
          meta-train.clip-norm = -1     | r.conf:1: meta-train.clip-norm = -1: must be a number from 0
          meta-train.es.sigma = 0       | r.conf:1: meta-train.es.sigma = 0: must be a number above 0
          meta-train.from-bytes = "?"   | r.conf:1: meta-train.from-bytes = "?": is no stored optimizer in base 64:
          meta-train.held-out = 0       | r.conf:1: meta-train.held-out = 0: must be a whole number from 1 to 1,000
          evolve.budget = -1            | r.conf:1: evolve.budget = -1: must be a whole number from 0
          evolve.budget = 100           | r.conf:1: evolve.budget = 100: is less than one formula takes, evolve.steps times evolve.problems, 400
          evolve.from = [-mt_0]         | r.conf:1: evolve.from = ["-mt_0"]: is where a search starts, and there is none: give it steps by evolve.budget
          evolve { budget = 1000, from = [adam] } | r.conf:1: evolve.from: adam is the formula -ema_hat(g, 0.9)
          evolve { budget = 1000, from = [adan] } | r.conf:1: evolve.from: formula "adan", position 1: no variable is called "adan"
          evolve { budget = 1000, from = [-mt_0] }, meta-train.from = e1 | r.conf:1: evolve.from = ["-mt_0"]: starts without a learned optimizer, and meta-train.from names one
          evolve { budget = 1000, from = [-mt_0] }, distill.template = "tanh(?)" | r.conf:1: evolve.from = ["-mt_0"]: names rules of any form, distill.template one form
          evolve.population = 2         | r.conf:1: evolve.population = 2: must be a whole number from 4
          meta-tune.rates = [1.0]       | r.conf:1: meta-tune.rates = [1]: one factor is no sweep: give two or more, or none
          meta-tune.rates = [0.5, 2]    | r.conf:1: meta-tune.rates = [0.5,2]: 1 must be among the factors: the rule as it is
          meta-tune.rates = [2, 1]      | r.conf:1: meta-tune.rates = [2,1]: factors must rise from one to the next
          meta-tune.rates = [0, 1]      | r.conf:1: meta-tune.rates = 0: must be a number above 0
          distill.window = 50, distill.steps = 20 | r.conf:1: distill.window = 50: must not be more than distill.steps (20)
          seed = -1                     | r.conf:1: seed = -1: must be a whole number from 0 to 9,223,372,036,854,775,807
          name = ""                     | r.conf:1: name = "": must not be empty
          optimizee.kind = mpl          | r.conf:1: optimizee.kind: there is no "mpl"; did you mean mlp? (there is: mlp, small-cnn, lenet, resnet18, resnet34, resnet50, resnet101, resnet152, quadratic, quadratic-uniform, lasso, lasso-uniform, lasso-fixed, rastrigin, rastrigin-plane, square-cos, torchscript, ensemble)
          optimizee.data { kind = arrays, directory = "" } | r.conf:1: optimizee.data.directory = "": names no .npz file and no folder of .npy or IDX files; say which
          optimizee.data { kind = arrays, directory = gone.npz } | r.conf:1: optimizee.data.directory = "gone.npz": there is no
          optimizee { kind = torchscript, script = a.pt, arrays = b.npz, inputs = [] } | r.conf:1: optimizee.inputs = []: names no array: the module's, in their order, for example [x, y]
          optimizee.activation = rleu   | r.conf:1: optimizee.activation: there is no "rleu"; did you mean relu? (there is: relu, sigmoid, tanh, elu)
          optimizee.data.classes = A    | r.conf:1: optimizee.data.classes = "A": the halves A and B are those of optimizee.data.kind = cifar10
          optimizee.data.kind = cifar   | r.conf:1: optimizee.data.kind: there is no "cifar"; did you mean cifar10? (there is: rendered, mnist, fashion-mnist, cifar10, arrays)
          optimizee.data { kind = cifar10, directory = "" } | r.conf:1: optimizee.data.directory = "": names no folder of CIFAR-10's files; say which ('--set optimizee.data.directory=FOLDER'), or for all recipes by symlab.data.cifar10 in lab.conf in the lab's home, or SYMLAB_CIFAR10 in the environment; the lab reads both when it starts
          optimizee.data.augment = true | r.conf:1: optimizee.data.augment: there is no true (there is: auto, on, off)
          optimizee.batch = 7000        | r.conf:1: optimizee.batch = 7000: must not be more than the images in a half (6000)
          optimizee { kind = lasso, dimension = 1 } | r.conf:1: optimizee.dimension = 1: lasso has half as many equations as parameters: choose 2 or more
          optimizee.hidden = 20         | r.conf:1: optimizee.hidden = 20: must be a list, e.g. [a, b]
          optimizee.hidden = [20, 0]  | r.conf:1: optimizee.hidden = 0: must be a whole number from 1 to 10,000
          rule.features = [mt, gd]    | r.conf:1: rule.features: there is no "gd"; did you mean gt? (there is: mt, gt, g, mom5, mom9, mom99, t, adam-up, adam-up-norm, adam-down, magic2, magic25, magic3, magic4, theta, mom1, mom999, mom9999, rms, inv-rms, mom9-rms, mom99-rms, mom999-rms, fac9, fac99, fac999, row9, row99, row999, col9, col99, col999, inv-row9, inv-row99, inv-row999, inv-col9, inv-col99, inv-col999, mom9-fac, mom99-fac, mom999-fac, norm-g, norm-theta, log-t, t1, t3, t10, t30, t100, t300, t1000, t3000, t10000, t30000, t100000)
          rule.features = [mt, mt]    | r.conf:1: rule.features = ["mt","mt"]: names something twice
          distill.operators = [tahn]    | r.conf:1: distill.operators: no operator is called "tahn"; did you mean tanh? (there are: add, sub,
          distill.operators = []        | r.conf:1: distill.operators = []: must name at least one
          distill.loss = msa            | r.conf:1: distill.loss: no loss is called "msa"; there are mse, mae, huber(d) and quantile(q)
          distill.loss = "huber(0)"     | r.conf:1: distill.loss: huber takes a positive residual
          distill.loss = [mse]          | r.conf:1: distill.loss = ["mse"]: must be text
          distill.los = mse             | r.conf:1: there is no key distill.los; did you mean distill.loss?
          distill.constraints = "depth <= 3" | r.conf:1: distill.constraints = "depth <= 3": must be a list, e.g. [a, b]
          distill.constraints = ["dept <= 3"] | r.conf:1: distill.constraints: constraint "dept <= 3" is none: they are written
          distill.constraints = ["forbid(exp, g_0)"] | r.conf:1: distill.constraints: constraint "forbid(exp, g_0)": no column is called "g_0"
          distill.guesses = ["mt_0 +"]  | r.conf:1: distill.guesses: formula "mt_0 +", position 7:
          distill.guesses = ["mt_20"]   | r.conf:1: distill.guesses: formula "mt_20", position 1:
          distill.guesses = ["ema(mt_0, 0.9)"] | r.conf:1: distill.guesses: formula "ema(mt_0, 0.9)", position
          distill.units = ["mt_0 = furlong"] | r.conf:1: distill.units:
          distill.y-unit = "m"          | r.conf:1: distill.y-unit: needs the columns' units, distill.units
          distill.guesses = ["tanh(?)"] | r.conf:1: distill.guesses: formula "tanh(?)", position 6: a guess is a whole formula; holes are for templates
          distill.guesses = ["mt_0"], distill.template = "tanh(?)" | r.conf:1: distill.guesses: formula "mt_0" has not the form of distill.template
          distill.template = "tanh(mt_0)" | r.conf:1: distill.template: formula "tanh(mt_0)", position 11: a template has a hole, written ?
          distill.template = "tanh(tanh(?))", distill.constraints = ["nest(tanh, tanh) <= 0"] | r.conf:1: distill.template: no formula of this form keeps to distill.constraints
          distill.template = "p1 * tanh(?)", distill.max-complexity = 3 | r.conf:1: distill.template: a formula of this form has a complexity of 4 or more, above distill.max-complexity (3)
          rule.features = [g], distill.guesses = ["mt_0"] | r.conf:1: distill.guesses: formula "mt_0", position 1:
          evaluate.baselines.adan = [1] | r.conf:1: there is no key evaluate.baselines.adan; did you mean evaluate.baselines.adam?
          evaluate.baselines.lion = sweeps | r.conf:1: evaluate.baselines.lion = "sweeps": must be a list, e.g. [a, b]
          meta-tune.formula = "-tanh(mt_20)" | r.conf:1: meta-tune.formula: formula "-tanh(mt_20)"
          meta-tune.formula = adam-like | r.conf:1: meta-tune.formula: the form adam-like reads the feature adam_up, which is not among [mt, gt]: add it to rule.features
          evaluate.baselines.adam = [0] | r.conf:1: evaluate.baselines.adam = 0: must be a number above 0, at most 1,000
          optimizee.data.download = 3   | r.conf:1: optimizee.data.download = 3: must be true or false
          '"meta-train.steps" = 3'      | r.conf:1: "meta-train.steps" is one quoted key: write meta-train.steps without quotes
          sweep.grid { rule.liner = [1] } | r.conf:1: sweep.grid: there is no key rule.liner; did you mean rule.linear?
          sweep.grid { rule.linear = 1 }  | r.conf:1: sweep.grid: rule.linear = 1: must be a list of values to try
          sweep.grid { rule.linear = [] } | r.conf:1: sweep.grid: rule.linear = []: must be a list of values to try
          sweep.grid { sweep.seeds = [1] } | r.conf:1: sweep.grid: sweep.seeds cannot be swept
          sweep.grid { rule.linear = [1, -1] } | r.conf:1: rule.linear = -1: must be a whole number from 0 to 1,000
          sweep.list = 3                | r.conf:1: sweep.list: must be a list of sections
          sweep.list = [3]              | r.conf:1: sweep.list: 3: must be a section
          sweep.list = [{ rule.linear = 1 }] | r.conf:1: sweep.list: a variant needs a label
          sweep.list = [{ label = a, rule.liner = 1 }] | r.conf:1: there is no key rule.liner; did you mean rule.linear?
          sweep.list = [{ label = a, rule.linear = -1 }] | r.conf:1: rule.linear = -1: must be a whole number from 0 to 1,000
          sweep.list = [{ label = a }, { label = a }] | r.conf:1: sweep.list: two variants are labelled a
          sweep.list = [{ label = a, sweep.seeds = 2 }] | r.conf:1: sweep.list: a variant cannot sweep itself
          sweep.seeds = 0               | r.conf:1: sweep.seeds = 0: must be a whole number from 1 to 1,000
          sweep.random { rule.liner = { int = [1, 2] } } | r.conf:1: sweep.random: there is no key rule.liner; did you mean rule.linear?
          sweep { points = 2, random { rule.linear = 3 } } | r.conf:1: sweep.random: rule.linear = 3: must be a distribution: { uniform = [0, 1] }
          sweep { points = 2, random { rule.linear = { int = [3, 1] } } } | r.conf:1: sweep.random: rule.linear = {"int":[3,1]}: int wants two numbers, the smaller first: { int = [1, 10] }
          sweep { points = 2, random { rule.linear = { int = [1.5, 3] } } } | r.conf:1: sweep.random: rule.linear = {"int":[1.5,3]}: int wants whole numbers
          sweep { points = 2, random { rule.scale = { log-uniform = [0, 1] } } } | r.conf:1: sweep.random: rule.scale = {"log-uniform":[0,1]}: log-uniform wants bounds above 0
          sweep { points = 2, random { rule.scale = { uniform = [0, x] } } } | r.conf:1: sweep.random: rule.scale = {"uniform":[0,"x"]}: uniform wants two numbers
          sweep { points = 2, random { rule.scale = { choice = [] } } } | r.conf:1: sweep.random: rule.scale = {"choice":[]}: choice wants a list
          sweep { points = 2, random { rule = { int = [1, 2] } } } | r.conf:1: sweep.random: rule = {"int":[1,2]}: of a section, only choice is drawn
          sweep { points = 2, random { rule = { choice = [3] } } } | r.conf:1: sweep.random: rule = 3: must be a section, since rule is one
          sweep { points = 2, random { meta-train.es = { choice = [{ pair = 3 }] } } } | r.conf:1: there is no key meta-train.es.pair; did you mean meta-train.es.pairs?
          sweep { points = 2, random { sweep.seeds = { int = [1, 2] } } } | r.conf:1: sweep.random: sweep.seeds cannot be swept
          sweep { points = 1, random { rule.scale = { uniform = [-2, -1] } } } | sweep.random: rule.scale = -1.74718: must be
          sweep { points = 2, random { rule.linear = { int = [1, 9] } }, grid { rule.linear = [1] } } | r.conf:1: sweep.grid: rule.linear is drawn by sweep.random, too
          sweep.points = 3              | r.conf:1: sweep.points = 3: sweep.random says no key to draw
          sweep.random { rule.linear = { int = [1, 9] } } | r.conf:1: sweep.random: say how many points to draw, e.g. sweep.points = 20
          sweep { points = 9, random { rule.linear = { int = [1, 3] } } } | r.conf:1: sweep.points = 9: in 450 draws there were 3 different points that sweep.forbid allows
          sweep { points = 1001, random { rule.linear = { int = [1, 3] } } } | r.conf:1: sweep.points = 1001: must be a whole number from 0 to 1,000
          sweep { forbid = ["rule.linear > 1"], grid { rule.linear = [2, 3] } } | r.conf:1: sweep.forbid = ["rule.linear > 1"]: leaves no point of the sweep
          sweep { forbid = ["rule.liner > 1"], grid { rule.linear = [2, 3] } } | r.conf:1: sweep.forbid: "rule.liner > 1", at 1: there is no key rule.liner; did you mean rule.linear?
          sweep.early-stopping.factor = 4 | r.conf:1: sweep.early-stopping.factor = 4: does nothing without sweep.early-stopping.stage
          sweep.early-stopping.stage = meta-train | r.conf:1: sweep.early-stopping.stage = "meta-train": there is one trial only, and none to compare it with
          sweep { seeds = 9, early-stopping.stage = evaluate } | r.conf:1: sweep.early-stopping.stage: there is no "evaluate" (there is: distill, evolve, meta-train, meta-tune)
          sweep { seeds = 9, early-stopping { stage = distill, figure = best } } | r.conf:1: sweep.early-stopping.figure: there is no "best"
          sweep { seeds = 9, early-stopping { stage = meta-train, factor = 1 } } | r.conf:1: sweep.early-stopping.factor = 1: must be a whole number from 2 to 1,000
          sweep { seeds = 9, early-stopping { stage = meta-train, rungs = [5, 200] } } | r.conf:1: sweep.early-stopping.rungs = [5,200]: rung 200 lies beyond meta-train, which ends after 200 epochs
          sweep { seeds = 9, early-stopping { stage = meta-train, rungs = [9, 5] } } | r.conf:1: sweep.early-stopping.rungs = [9,5]: must rise from one rung to the next
          sweep { seeds = 9, early-stopping { stage = meta-train, rungs = [3] } } | r.conf:1: sweep.early-stopping.rungs = [3]: rung 3 comes before meta-train first knows best, after 5 epochs (meta-train.evaluate-every)
          sweep { seeds = 9, early-stopping { stage = meta-train, rungs = [8], grace = 10 } } | r.conf:1: sweep.early-stopping.rungs = [8]: rung 8 lies within the grace of 10 epochs
          sweep { seeds = 9, early-stopping { stage = meta-train, grace = 200 } } | r.conf:1: sweep.early-stopping.grace = 200: leaves no rung within the 200 epochs of meta-train
          sweep { grid { meta-train.epochs = [30, 60] }, early-stopping { stage = meta-train, rungs = [40] } } | r.conf:1: sweep.early-stopping.rungs = [40]: rung 40 lies beyond meta-train, which ends after 30 epochs
          sweep.max-failures = -1       | r.conf:1: sweep.max-failures = -1: must be a whole number from 0
          hooks.on-end = [no-such-program-here] | r.conf:1: hooks.on-end = ["no-such-program-here"]: there is no program no-such-program-here on the path that may be run
          hooks.on-end = ["./none.sh"]  | r.conf:1: hooks.on-end = ["./none.sh"]: there is no program ./none.sh that may be run
          hooks.on-end = "sh"           | r.conf:1: hooks.on-end = "sh": must be a list
          sweep.grid { hooks.on-end = [[sh]] } | r.conf:1: sweep.grid: hooks.on-end cannot be swept
          """)
  void saysWhereWhatAndWhatInstead(String text, String expected) {
    assertThat(problems(text)).hasSize(1).first().asString().startsWith(expected);
  }

  @Test
  void everythingIsSaidAtOnceInTheOrderOfTheLines() {
    assertThat(
            problems(
                """
                name = "x"
                meta-train {
                  epochs = 0
                  lerning-rate = 1
                }
                rule.features = [none]
                """))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("r.conf:3: meta-train.epochs = 0"),
            line ->
                assertThat(line).startsWith("r.conf:4: there is no key meta-train.lerning-rate"),
            line -> assertThat(line).startsWith("r.conf:6: rule.features: there is no \"none\""));
  }

  @Test
  void aBadTextOfAListIsToldWithItsOwnLine() {
    assertThat(
            problems(
                """
                distill.guesses = [
                  "mt_0",
                  "tahn(mt_0)",
                  "gt_0 / 0 )",
                ]
                """))
        .satisfiesExactly(
            line ->
                assertThat(line).startsWith("r.conf:3: distill.guesses: formula \"tahn(mt_0)\""),
            line ->
                assertThat(line).startsWith("r.conf:4: distill.guesses: formula \"gt_0 / 0 )\""));
  }

  @Test
  void columnsAreNotBlamedForAWindowThatIsWrong() {
    assertThat(problems("distill { window = 0, guesses = [\"mt_0\"] }"))
        .singleElement()
        .asString()
        .startsWith("r.conf:1: distill.window = 0");
  }

  @Test
  void aSyntaxErrorNamesItsLine() {
    assertThat(problems("name = x\nrule { lstm = [7 \n")).first().asString().startsWith("r.conf:");
  }

  @Test
  void anUnknownSubstitutionIsNamed() {
    assertThat(problems("seed = ${no.such}")).first().asString().contains("${no.such}");
  }

  @Test
  void anOverrideIsJudgedLikeALine() {
    assertThat(problems("", "meta-train.epochs=x"))
        .containsExactly(
            "--set meta-train.epochs=x: meta-train.epochs = \"x\": must be a whole number from 1 to"
                + " 1,000,000");
    assertThat(problems("", "epochs")).first().asString().contains("write --set key=value");
  }

  @Test
  void aMissingDataFolderIsNamed() {
    String text = "optimizee.data { kind = mnist, directory = nowhere }";
    assertThat(problems(text))
        .hasSize(1)
        .first()
        .asString()
        .startsWith(
            "r.conf:1: optimizee.data.directory = \"nowhere\": " + folder.resolve("nowhere"));
  }

  @Test
  void aTruncatedDataFileIsNamed() throws IOException {
    MnistFolder.make(folder);
    Path file = folder.resolve("t10k-images-idx3-ubyte");
    Files.write(file, java.util.Arrays.copyOf(Files.readAllBytes(file), 100));
    assertThat(problems("optimizee.data { kind = mnist, directory = \".\" }"))
        .first()
        .asString()
        .contains(file.toString())
        .contains("truncated");
  }

  @Test
  void aMissingIncludeIsAnErrorAndNothingIsFetched() {
    assertThat(problems("include \"nowhere.conf\"")).first().asString().contains("nowhere.conf");
    assertThat(problems("include url(\"http://example.invalid/\")"))
        .first()
        .asString()
        .contains("files only");
  }

  @Test
  void aHugeSweepOrTextIsRefused() {
    assertThat(problems("sweep { seeds = 999, grid { rule.linear = [1, 2] } }"))
        .anyMatch(line -> line.startsWith("r.conf:1: sweep: asks for 1998 trials, 1000 are"));
    assertThat(problems("#".repeat(RecipeParser.LONGEST + 1))).hasSize(1);
  }
}
