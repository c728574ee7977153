package io.symlab.experiment.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.symlab.experiment.recipe.PlannedTrial;
import io.symlab.experiment.recipe.Recipe;
import io.symlab.experiment.recipe.RecipeException;
import io.symlab.experiment.recipe.RecipeParser;
import io.symlab.model.data.Images;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.optimizee.Optimizees;
import io.symlab.symbolic.Randomness;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A problem that is saved by PyTorch, and named by a recipe. */
class OwnTaskTest {
  @TempDir private Path folder;

  private static final String MODULES =
      """
      import numpy, torch
      from torch.nn.functional import mse_loss

      class Fit(torch.nn.Module):
          def __init__(self):
              super().__init__()
              self.net = torch.nn.Sequential(
                  torch.nn.Linear(5, 12), torch.nn.ReLU(), torch.nn.Linear(12, 1))
          def forward(self, x, y):
              return mse_loss(self.net(x)[:, 0], y)

      class Dropping(Fit):
          def forward(self, x, y):
              return mse_loss(self.net(torch.nn.functional.dropout(x))[:, 0], y)

      class Scores(Fit):
          def forward(self, x, y):
              return self.net(x) + y.sum()

      class Bare(torch.nn.Module):
          def forward(self, x, y):
              return mse_loss(x[:, 0], y)

      class Asserting(Fit):
          def forward(self, x, y):
              assert x.shape[0] < 10, "ten are too many"
              return mse_loss(self.net(x)[:, 0], y)

      class Classes(Fit):
          def forward(self, x, y):
              return torch.nn.functional.cross_entropy(self.net(x), (y * 0).long() + 7)

      class Whole(Fit):
          def forward(self, x, y):
              return x.shape[0]

      torch.manual_seed(3)
      torch.jit.script(Fit()).save("fit.pt")
      torch.jit.script(Dropping()).save("dropping.pt")
      torch.jit.script(Scores()).save("scores.pt")
      torch.jit.script(Bare()).save("bare.pt")
      torch.jit.script(Fit().double()).save("double.pt")
      x = numpy.random.default_rng(1).normal(size=(64, 5)).astype("float32")
      y = numpy.tanh(x.sum(1))
      numpy.savez("data.npz", x=x, y=y)
      torch.jit.script(Asserting()).save("asserting.pt")
      torch.jit.script(Whole()).save("whole.pt")
      torch.jit.script(Classes()).save("classes.pt")
      numpy.savez("short.npz", x=x, y=y[1:])
      numpy.savez("one.npz", x=x[:1], y=y[:1])
      numpy.savez("few.npz", x=x[:40], y=y[:40])
      x[7, 2] = numpy.nan
      x[9, 0] = numpy.inf
      numpy.savez("nan.npz", x=x, y=y)
      """;

  private List<PlannedTrial> parse(String script) {
    return parse(script, "data.npz");
  }

  private List<PlannedTrial> parse(String script, String arrays) {
    return RecipeParser.of(ConfigFactory.empty())
        .parse(
            "optimizee { kind = torchscript, script = "
                + script
                + ", batch = 32\narrays = "
                + arrays
                + " }",
            "own.conf",
            List.of(),
            folder);
  }

  @Test
  void torchAndSymlabGoTheSameWay() throws IOException, InterruptedException {
    Python python = Python.withTorch(folder);
    python.run(MODULES);
    Recipe recipe = parse("fit.pt").get(0).recipe();
    assertThat(Recipe.ofJson(recipe.toJson())).isEqualTo(recipe);
    StringBuilder losses = new StringBuilder();
    try (Optimizee task = Optimizees.open(recipe.optimizee())) {
      Optimizee.Problem problem = task.problem(Optimizee.Half.TRAIN, 1, "t", 0);
      float[] theta = new float[task.size()];
      float[] gradient = new float[task.size()];
      problem.initial(theta);
      StringBuilder start = new StringBuilder();
      for (float value : theta) {
        start.append(value).append(',');
      }
      for (int step = 0; step < 20; step++) {
        losses.append(problem.gradient(theta, step, gradient)).append(',');
        for (int i = 0; i < theta.length; i++) {
          theta[i] -= 0.1f * gradient[i];
        }
      }
      // The half is one batch: its order does not matter to the mean.
      String half =
          Arrays.toString(
              Arrays.copyOf(Images.shuffled(64, Randomness.stream(60_000, "arrays.halves")), 32));
      String found =
          python.run(
              """
              import numpy, torch
              net = torch.jit.load("fit.pt")
              start = torch.tensor([%s])
              torch.nn.utils.vector_to_parameters(start, net.parameters())
              data = numpy.load("data.npz")
              x, y = torch.tensor(data["x"]), torch.tensor(data["y"])
              wanted = torch.tensor([%s], dtype=torch.float64)
              x, y = x[%s], y[%s]
              optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
              worst = 0.0
              for loss_there in wanted:
                  optimizer.zero_grad()
                  loss = net(x, y)
                  loss.backward()
                  optimizer.step()
                  worst = max(worst, abs(loss.item() - loss_there.item()))
              print(worst)
              """
                  .formatted(start, losses, half, half));
      assertThat(Double.parseDouble(found.strip())).isLessThan(1e-5);
    }
  }

  @Test
  void whatIsNoLossIsRefusedBeforeAnythingStarts() throws IOException, InterruptedException {
    Python.withTorch(folder).run(MODULES);
    refused("dropping.pt", "of the same batch is", "no dropout");
    refused("scores.pt", "gives (32, 1) where a loss, one number, is wanted");
    refused("bare.pt", "a module without parameters");
    refused("double.pt", "net.0.weight is float64: save the module with .float()");
    refused("gone.pt", "there is no file");
    refused("data.npz", "is no TorchScript file");
    refused("\"\"", "names no TorchScript file");
    refused("asserting.pt", "cannot take a batch", "ten are too many");
    refused("whole.pt", "neither a tensor nor tensors");
    refused("classes.pt", "cannot take a batch", "Target 7 is out of bounds");
  }

  @Test
  void arraysAreBlamedForWhatIsTheirs() throws IOException, InterruptedException {
    Python.withTorch(folder).run(MODULES);
    blamed("nan.npz", ":2: optimizee.arrays", "array x holds NaN in example 7", "2 are not finite");
    blamed("short.npz", ":2: optimizee.arrays", "different numbers of examples");
    blamed("gone.npz", ":2: optimizee.arrays", "there is no");
    blamed("fit.pt", ":2: optimizee.arrays", "fit.pt");
    blamed("one.npz", ":2: optimizee.arrays", "0 examples in a half are less than optimizee.batch");
    blamed("few.npz", ":1: optimizee.batch = 32", "more than the examples in a half (20)");
  }

  private void blamed(String arrays, String... words) {
    assertThatThrownBy(() -> parse("fit.pt", arrays))
        .isInstanceOf(RecipeException.class)
        .hasMessageContainingAll(words);
  }

  private void refused(String script, String... words) {
    assertThatThrownBy(() -> parse(script))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("own.conf:1: optimizee.script")
        .hasMessageContainingAll(words);
  }
}
