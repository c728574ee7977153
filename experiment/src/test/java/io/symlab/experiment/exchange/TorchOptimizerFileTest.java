package io.symlab.experiment.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.symlab.model.rule.UpdateRule;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.learned.LearnedOptimizer;
import io.symlab.model.rule.learned.RuleKind;
import io.symlab.model.rule.learned.RuleSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exported learned optimizers make the steps that the lab's own rule makes. */
class TorchOptimizerFileTest {
  private static final int STEPS = 25;

  @TempDir private Path folder;

  private void export(String module, LearnedOptimizer optimizer) throws IOException {
    Files.writeString(folder.resolve(module + ".py"), TorchOptimizerFile.write(optimizer));
  }

  @Test
  void aNetworkIsTrainedStepByStepAsTheLabWould() throws Exception {
    Python python = Python.withTorch(folder);
    List<LearnedOptimizer> optimizers = Optimizers.all();
    for (int i = 0; i < optimizers.size(); i++) {
      export("learned_" + i, optimizers.get(i));
    }
    String printed =
        python.run(
            """
            import importlib, io, torch
            torch.set_num_threads(1)
            for i in range(%d):
                torch.manual_seed(i)
                module = importlib.import_module(f"learned_{i}")
                net = torch.nn.Sequential(
                    torch.nn.Linear(3, 4), torch.nn.Tanh(), torch.nn.Linear(4, 2)
                ).double()
                X = torch.randn(16, 3, dtype=torch.float64)
                Y = torch.randn(16, 2, dtype=torch.float64)
                optimizer = module.LearnedOptimizer(net.parameters())
                def closure():
                    optimizer.zero_grad()
                    loss = torch.nn.functional.mse_loss(net(X), Y)
                    loss.backward()
                    return loss
                for step in range(%d):
                    before = torch.cat([p.detach().flatten() for p in net.parameters()])
                    optimizer.step(closure)
                    if step == 11:
                        saved = io.BytesIO()
                        torch.save(optimizer.state_dict(), saved)
                        saved.seek(0)
                        optimizer = module.LearnedOptimizer(net.parameters())
                        optimizer.load_state_dict(torch.load(saved))
                    grad = torch.cat([p.grad.flatten() for p in net.parameters()])
                    after = torch.cat([p.detach().flatten() for p in net.parameters()])
                    print(*[repr(float(v)) for row in (grad, after - before, before) for v in row])
            """
                .formatted(optimizers.size(), STEPS));
    double[][] rows = Python.numbers(printed);
    assertThat(rows).hasNumberOfRows(STEPS * optimizers.size());
    for (int i = 0; i < optimizers.size(); i++) {
      follows(optimizers.get(i), rows, i * STEPS);
    }
  }

  private static void follows(LearnedOptimizer optimizer, double[][] rows, int from) {
    int n = Optimizers.COORDINATES;
    float[] update = new float[n];
    float[] gradient = new float[n];
    float[] theta = new float[n];
    double largest = 0;
    try (UpdateRule.State state = optimizer.start(Optimizers.GROUPS)) {
      for (int step = 1; step <= STEPS; step++) {
        double[] row = rows[from + step - 1];
        for (int c = 0; c < n; c++) {
          gradient[c] = (float) row[c];
          theta[c] = (float) row[2 * n + c];
        }
        state.update(theta, gradient, step, update);
        for (int c = 0; c < n; c++) {
          assertThat(row[n + c])
              .as("%s: coordinate %d at step %d", optimizer.settings().describe(), c, step)
              .isCloseTo(update[c], within(1e-6));
          largest = Math.max(largest, Math.abs(update[c]));
        }
      }
    }
    assertThat(largest).isGreaterThan(5e-4);
  }

  @Test
  void launchesDoNotDependOnTheNumberOfTensors() throws Exception {
    Python python = Python.withTorch(folder);
    export("learned", Optimizers.of(RuleSettings.rnnprop()));
    String printed =
        python.run(
            """
            import learned, torch
            from torch.utils._python_dispatch import TorchDispatchMode
            # Views launch nothing.
            FREE = {"view", "_reshape_alias", "_unsafe_view", "split_with_sizes", "slice", "detach"}
            class Count(TorchDispatchMode):
                calls = 0
                def __torch_dispatch__(self, func, types, args=(), kwargs=None):
                    name = func.__name__.split(".")[0]
                    Count.calls += name not in FREE
                    return func(*args, **(kwargs or {}))
            for tensors in (2, 8, 64):
                parameters = [torch.nn.Parameter(torch.ones(640 // tensors)) for _ in range(tensors)]
                optimizer = learned.LearnedOptimizer(parameters)
                for _ in range(2):
                    for p in parameters:
                        p.grad = torch.ones_like(p)
                    Count.calls = 0
                    with Count():
                        optimizer.step()
                print(Count.calls, float(parameters[0][0]))
            """);
    double[][] calls = Python.numbers(printed);
    assertThat(calls[0][0]).isGreaterThan(5);
    assertThat(calls[1]).isEqualTo(calls[0]);
    assertThat(calls[2]).isEqualTo(calls[0]);
  }

  @Test
  void tensorsMayHaveGradientsNowAndThenAndRatesOfTheirOwn() throws Exception {
    Python python = Python.withTorch(folder);
    export("learned", Optimizers.of(RuleSettings.rnnprop().withFeatures(Feature.MT, Feature.MOM9)));
    String printed =
        python.run(
            """
            import copy, learned, torch
            torch.manual_seed(1)
            G = torch.randn(12, 5)
            # Alone, with steps of its own.
            alone = torch.nn.Parameter(torch.zeros(5))
            own = learned.LearnedOptimizer([alone])
            for step in (0, 1, 4, 5, 6, 9, 11):
                alone.grad = G[step].clone()
                own.step()
            # Beside others that have one in every step, copied in between.
            p, q, r = [torch.nn.Parameter(torch.zeros(n)) for n in (5, 3, 5)]
            optimizer = learned.LearnedOptimizer([{"params": [q, p]}, {"params": [r], "lr": 0.03}])
            for step in range(12):
                p.grad = G[step].clone() if step in (0, 1, 4, 5, 6, 9, 11) else None
                r.grad = p.grad
                q.grad = torch.ones(3)
                optimizer.step()
                if step == 4:
                    optimizer.__setstate__(copy.deepcopy(optimizer.__getstate__()))
                    q, p = optimizer.param_groups[0]["params"]
                    r = optimizer.param_groups[1]["params"][0]
            print(float((p - alone).abs().max()), float((r - 3 * alone).abs().max()), float(alone.abs().max()))
            # Halves are moved by what is computed in single precision, and remember it so.
            half = torch.nn.Parameter(torch.zeros(5, dtype=torch.bfloat16))
            single = torch.nn.Parameter(torch.zeros(5))
            both = [learned.LearnedOptimizer([one]) for one in (half, single)]
            for step in range(4):
                single.grad = G[step].bfloat16().float()
                half.grad = G[step].bfloat16()
                for one in both:
                    one.step()
                again = learned.LearnedOptimizer([half])
                again.load_state_dict(both[0].state_dict())
                both[0] = again
            same = [
                float((both[0].state[half][name] - both[1].state[single][name]).abs().max())
                for name in ("m", "v", "mom9", "h0", "c0")
            ]
            print(*same, float((half.float() - single).abs().max()))
            def refused(call):
                try:
                    call()
                except (RuntimeError, ValueError) as error:
                    return 1 if str(error) else 0
                return 0
            table = torch.nn.Embedding(4, 2, sparse=True)
            table(torch.tensor([1])).sum().backward()
            other = torch.optim.Adam([alone])
            print(
                refused(lambda: learned.LearnedOptimizer(table.parameters()).step()),
                refused(lambda: learned.LearnedOptimizer([alone], lr=-1.0)),
                refused(lambda: own.load_state_dict(other.state_dict())),
            )
            """);
    double[][] values = Python.numbers(printed);
    assertThat(values[0][0]).isLessThan(1e-7);
    assertThat(values[0][1]).isLessThan(3e-7);
    assertThat(values[0][2]).isGreaterThan(1e-3);
    for (int i = 0; i < 5; i++) {
      assertThat(values[1][i]).isLessThan(1e-6);
    }
    assertThat(values[1][5]).isLessThan(1e-3);
    assertThat(values[2]).containsExactly(1, 1, 1);
  }

  @Test
  void ratesOfGroupsWantAsManyTensors() throws Exception {
    Python python = Python.withTorch(folder);
    export("learned", Optimizers.of(RuleSettings.rnnprop().withGroupRates().on(Optimizers.GROUPS)));
    String printed =
        python.run(
            """
            import learned, torch
            try:
                learned.LearnedOptimizer([torch.nn.Parameter(torch.zeros(3))])
            except ValueError as error:
                print(error)
            """);
    assertThat(printed).contains("4 tensors", "these are 1");
  }

  private static final String HEAD =
      """
      import copy, learned, torch
      from learned import LearnedOptimizer
      torch.set_num_threads(1)
      def parameter(*values, dtype=torch.float32):
          p = torch.nn.Parameter(torch.tensor(values, dtype=dtype))
          p.grad = torch.zeros_like(p)
          return p
      def refused(work, error=ValueError):
          try:
              work()
          except error as e:
              return str(e)
          raise AssertionError("nothing was refused")
      """;

  @Test
  void itTakesTheOptionsOfTorchsOptimizers() throws Exception {
    Python python = Python.withTorch(folder);
    export("learned", Optimizers.of(RuleSettings.rnnprop()));
    python.run(
        HEAD
            + """
            # Decay is beside what the network does, and of each group.
            for dtype, off in ((torch.float64, 1e-12), (torch.float32, 1e-6), (torch.float16, 2e-3)):
                a, b, c = (parameter(1, 2, dtype=dtype) for _ in range(3))
                decayed = LearnedOptimizer(
                    [{"params": [a], "weight_decay": 0.5}, {"params": [b], "lr": 0.0}], lr=0.1
                )
                plain = LearnedOptimizer([c], lr=0.1, foreach=False)
                for p in (a, b, c):
                    p.grad.fill_(1)
                decayed.step(), plain.step()
                assert torch.allclose(c - a, torch.tensor([0.05, 0.1], dtype=dtype), atol=off), (a, c)
                assert b.tolist() == [1, 2] and c.tolist() != [1, 2]
            # To ascend is to descend the negative; groups may differ in it.
            up, down, other = parameter(1, 2, 3), parameter(1, 2, 3), parameter(1, 2, 3)
            climb = LearnedOptimizer([{"params": [up], "maximize": True}, {"params": [other]}])
            descent = LearnedOptimizer([down], foreach=True)
            for step in range(4):
                gradient = torch.tensor([0.5, -1.0, step])
                up.grad.copy_(gradient), down.grad.copy_(-gradient), other.grad.copy_(-gradient)
                climb.step(), descent.step()
            assert torch.allclose(up, down, rtol=0, atol=1e-7)
            assert torch.allclose(other, down, rtol=0, atol=1e-7)
            assert up.tolist() != [1, 2, 3] and torch.equal(up.grad, gradient)
            """);
  }

  @Test
  void whatItDoesNotKnowIsRefusedInWords() throws Exception {
    Python python = Python.withTorch(folder);
    export("learned", Optimizers.of(RuleSettings.rnnprop()));
    python.run(
        HEAD
            + """
            p = parameter(1.0)
            said = refused(lambda: LearnedOptimizer([{"params": [p], "betas": (0.9, 0.99), "eps": 1}]))
            assert "no option betas, eps" in said and "weight_decay" in said, said
            assert "lr must not be negative" in refused(lambda: LearnedOptimizer([p], lr=-1))
            assert "lr must" in refused(lambda: LearnedOptimizer([p], lr=float("nan")))
            assert "weight_decay must" in refused(
                lambda: LearnedOptimizer([{"params": [p], "weight_decay": -0.1}]))
            optimizer = LearnedOptimizer([p], weight_decay=0.25)
            p.grad.fill_(1)
            optimizer.step()
            state = optimizer.state_dict()
            adam = torch.optim.Adam([p])
            said = refused(lambda: optimizer.load_state_dict(adam.state_dict()))
            assert "another optimizer" in said and "describes no network" in said, said
            other = {**state, "optimizer": {"kind": "dm"}}
            assert "its network is {'kind': 'dm'}" in refused(lambda: optimizer.load_state_dict(other))
            less = copy.deepcopy(state)
            del less["state"][0]["m"]
            assert "should hold step, m, v, h0, c0" in refused(lambda: optimizer.load_state_dict(less))
            again = LearnedOptimizer([p])
            again.load_state_dict(state)
            assert again.param_groups[0]["weight_decay"] == 0.25
            # As one saved that had no such options.
            for name in ("weight_decay", "maximize", "foreach"):
                del state["param_groups"][0][name]
            again.load_state_dict(state)
            again.step()
            # Nothing has moved when something is refused.
            table = torch.nn.Embedding(4, 2, sparse=True)
            table(torch.tensor([1])).sum().backward()
            z = torch.nn.Parameter(torch.ones(2, dtype=torch.complex64))
            z.grad = torch.ones_like(z)
            before = p.item()
            for what, others in (("sparse", table.parameters()), ("complex", [z])):
                optimizer = LearnedOptimizer([p, *others])
                said = refused(optimizer.step, RuntimeError)
                assert what in said and "nothing was moved" in said, said
                assert p.item() == before and not optimizer.state
            """);
  }

  /** With factored moments, too, which are kept tensor by tensor; its state is then taken back. */
  @Test
  void itGoesOnInAnotherPrecision() throws Exception {
    Python python = Python.withTorch(folder);
    List<LearnedOptimizer> optimizers =
        List.of(
            Optimizers.of(RuleSettings.rnnprop().withFeatures(Feature.MAGIC2, Feature.MOM9)),
            Optimizers.of(RuleSettings.of(RuleKind.MLP_FACTORED)));
    for (LearnedOptimizer one : optimizers) {
      export("learned", one);
      python.run(
          HEAD
              + """
              def net():
                  torch.manual_seed(3)
                  return torch.nn.Sequential(torch.nn.Linear(8, 4), torch.nn.Linear(4, 2))
              def trained(change, back=lambda net: net):
                  torch.manual_seed(4)
                  model = net()
                  optimizer = LearnedOptimizer(model.parameters())
                  for step in range(9):
                      if step == 3:
                          change(model)
                      if step == 6:
                          back(model)
                      for p in model.parameters():
                          p.grad = torch.randn(p.shape).to(p.dtype)
                      optimizer.step()
                  return model, optimizer
              plain, _ = trained(lambda net: net)
              long, optimizer = trained(lambda net: net.double())
              for p in long.parameters():
                  assert p.dtype == torch.float64
                  kept = optimizer.state[p]
                  assert kept["mom9" if "mom9" in kept else "mom99"].dtype == torch.float64
                  again = optimizer.state_dict()
              optimizer.load_state_dict(again)
              there, _ = trained(lambda net: net.double(), lambda net: net.float())
              half, _ = trained(lambda net: net.bfloat16(), lambda net: net.float())
              for a, b, c, d in zip(*(n.parameters() for n in (plain, long, there, half))):
                  assert (a - b).abs().max() < 1e-5, (a, b)
                  assert (a - c).abs().max() < 1e-5, (a, c)
                  assert (a - d).abs().max() < 2e-2, (a, d)
              """);
    }
  }
}
