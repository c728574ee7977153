package io.symlab.symbolic.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.formula.ExpressionText;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What exported torch optimizers do beside the formula's steps: types, groups, states. */
class TorchOptimizerTest {
  private static final List<String> FEATURES = List.of("mt_0", "gt_0", "g_0", "g_1", "mom9_0");

  private static final String HEAD =
      """
      import copy, io, pickle, torch
      from rule import SymbolicOptimizer, FORMULA
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

  @TempDir private Path folder;

  private Python python;

  @BeforeEach
  void findTorch() {
    python = Python.with(folder, "torch");
  }

  private void rule(String text) {
    Formula formula =
        Formula.of(ExpressionText.parse(text, FEATURES), FEATURES, Signals.NONE).withRate(0.01);
    python.module("rule", ExportFormat.TORCH.export(formula));
  }

  private double[][] numbers(String program) {
    return Python.numbers(python.run(HEAD + program));
  }

  private void holds(String program) {
    python.run(HEAD + program);
  }

  /** A root of a square of 1e-4, or of nothing, is none in half precision. */
  @Test
  void halfPrecisionIsComputedInFloats() {
    rule("-0.5 * mt_0");
    double[][] moved =
        numbers(
            """
            import rule
            rule._sqrt = lambda x: torch.sqrt(torch.abs(x).float()).to(x.dtype)
            for dtype in (torch.float16, torch.bfloat16, torch.float32):
                p = parameter(1, 1, 1, 1, dtype=dtype)
                optimizer = SymbolicOptimizer([p])
                for _ in range(3):
                    p.grad.copy_(torch.tensor([0, 1e-4, 1e-3, 1e-2]))
                    optimizer.step()
                print(*p.detach().double().tolist())
                kept = [v.dtype for v in optimizer.state[p].values() if torch.is_tensor(v)]
                assert kept == [torch.float32] * 2, kept
            """);
    for (double[] values : moved) {
      assertThat(values[0]).isEqualTo(1);
      assertThat(values[1]).isCloseTo(0.985, within(0.01));
      assertThat(values[3]).isCloseTo(0.985, within(0.01));
    }
    assertThat(moved[0][2]).isCloseTo(moved[2][2], within(1e-3));
  }

  @Test
  void aSavedStateOfShortParametersKeepsItsDigits() {
    rule("-mom9_0 - 0.1 * g_1");
    holds(
        """
        def trained(p, optimizer, steps, reload=False):
            for step in range(steps):
                p.grad.copy_(torch.tensor([0.1234567 + step, 3e-5]))
                optimizer.step()
                if reload:
                    saved = io.BytesIO()
                    torch.save(optimizer.state_dict(), saved)
                    saved.seek(0)
                    optimizer = SymbolicOptimizer([p], lr=7.0)
                    optimizer.load_state_dict(torch.load(saved))
                    optimizer = copy.deepcopy({p: optimizer}, {id(p): p})[p]
            return [v for v in optimizer.state[p].values() if torch.is_tensor(v)] + [p]
        for dtype in (torch.float16, torch.float64):
            p, q = (parameter(1, 2, dtype=dtype) for _ in range(2))
            for a, b in zip(trained(p, SymbolicOptimizer([p]), 5),
                            trained(q, SymbolicOptimizer([q]), 5, reload=True)):
                assert a.dtype == b.dtype and torch.equal(a, b), (a, b)
        """);
  }

  @Test
  void tensorsMovedTogetherMoveAsEachAlone() {
    rule("-tanh(mom9_0) - 0.3 * mt_0 + 0.1 * g_1");
    holds(
        """
        def trained(foreach, groups):
            torch.manual_seed(4)
            shapes = [(3, 2), (5,), (), (0,), (2, 3, 2, 2), (4,)]
            ps = [torch.nn.Parameter(torch.randn(s, dtype=torch.float64)) for s in shapes]
            ps[4].data = ps[4].data.contiguous(memory_format=torch.channels_last)
            ps.append(torch.nn.Parameter(torch.randn(3)))
            options = [{"params": ps[:3], "lr": 0.3}, {"params": ps[3:]}] if groups else ps
            optimizer = SymbolicOptimizer(options, foreach=foreach)
            for step in range(6):
                for i, p in enumerate(ps):
                    p.grad = None if (i == 1 and step % 3 == 1) else torch.randn(p.shape).to(p)
                optimizer.step()
                if step == 2:
                    state = pickle.loads(pickle.dumps(optimizer.state_dict()))
                    optimizer = SymbolicOptimizer(options, foreach=foreach)
                    optimizer.load_state_dict(state)
            return ps
        for groups in (False, True):
            for a, b in zip(trained(True, groups), trained(False, groups)):
                assert torch.allclose(a, b, rtol=1e-6 if a.dtype == torch.float32 else 1e-12), (a, b)
        """);
  }

  @Test
  void aStepOfManyTensorsStartsAsManyKernelsAsOneOfFew() {
    rule("-mom9_0 / (abs(gt_0) + 1) - mt_0 * g_1");
    double[][] counts =
        numbers(
            """
            def operators(count):
                ps = [parameter(1, 2) for _ in range(count)]
                optimizer = SymbolicOptimizer(ps, foreach=True, weight_decay=0.1)
                for p in ps:
                    p.grad.fill_(0.5)
                optimizer.step()
                with torch.autograd.profiler.profile() as profile:
                    optimizer.step()
                computed = ("aten::mul", "aten::add", "aten::sub", "aten::div", "aten::sqrt",
                            "aten::cat", "aten::clone", "aten::neg", "aten::pow")
                return sum(e.name.rstrip("_") in computed for e in profile.function_events)
            # On a CPU these run one by one; an accelerator starts them together.
            for name in ("_foreach_mul_", "_foreach_add_"):
                assert hasattr(torch, name)
                setattr(torch, name, lambda *args, **options: None)
            operators(2)  # the first of a process is another
            print(operators(30), operators(300))
            """);
    assertThat(counts[0][1]).isEqualTo(counts[0][0]).isGreaterThan(5);
  }

  @Test
  void weightDecayIsDecoupledAndPerGroup() {
    rule("-0.5 * mt_0");
    double[][] moved =
        numbers(
            """
            for dtype in (torch.float32, torch.float16):
                a, b, c = (parameter(1, 2, dtype=dtype) for _ in range(3))
                optimizer = SymbolicOptimizer(
                    [{"params": [a], "weight_decay": 0.5}, {"params": [b], "lr": 0.0}], lr=0.1
                )
                plain = SymbolicOptimizer([c], lr=0.1)
                for p in (a, b, c):
                    p.grad.fill_(1)
                optimizer.step(), plain.step()
                print(*(a - c).detach().tolist(), *b.detach().tolist())
            """);
    for (double[] row : moved) {
      assertThat(row[0]).isCloseTo(-0.05, within(2e-3));
      assertThat(row[1]).isCloseTo(-0.1, within(2e-3));
      assertThat(row[2]).isEqualTo(1);
    }
  }

  @Test
  void maximizingDescendsTheNegative() {
    rule("-mom9_0 - tanh(g_1)");
    holds(
        """
        up, down = parameter(1, 2, 3), parameter(1, 2, 3)
        climb, descent = SymbolicOptimizer([up], maximize=True), SymbolicOptimizer([down])
        for step in range(4):
            gradient = torch.tensor([0.5, -1.0, step])
            up.grad.copy_(gradient), down.grad.copy_(-gradient)
            climb.step(), descent.step()
        assert torch.equal(up, down)
        assert torch.equal(up.grad, gradient)
        """);
  }

  @Test
  void complexParametersMoveByTheirParts() {
    rule("-mt_0 - 0.1 * g_1");
    holds(
        """
        for complex_type, real_type in ((torch.complex64, torch.float32),
                                        (torch.complex128, torch.float64)):
            z = torch.nn.Parameter(torch.tensor([1 + 2j, -0.5j], dtype=complex_type))
            x = parameter(1, 2, 0, -0.5, dtype=real_type)
            of_z, of_x = SymbolicOptimizer([z]), SymbolicOptimizer([x])
            for step in range(3):
                parts = torch.tensor([1.0, -step, 0.25, 1e-3], dtype=real_type)
                z.grad = torch.view_as_complex(parts.view(2, 2).clone())
                x.grad = parts
                of_z.step(), of_x.step()
                state = of_z.state_dict()
                of_z = SymbolicOptimizer([z])
                of_z.load_state_dict(state)
            assert torch.equal(torch.view_as_real(z.detach()).flatten(), x.detach())
        """);
  }

  @Test
  void whatIsKeptFollowsTheParametersPrecision() {
    rule("-mom9_0 - 0.1 * g_1");
    holds(
        """
        for foreach in (False, True):
            ps = [parameter(1, 2), parameter(3)]
            optimizer = SymbolicOptimizer(ps, foreach=foreach)
            for step in range(4):
                if step == 2:
                    for p in ps:
                        p.data = p.data.double()
                        p.grad = None
                for p in ps:
                    p.grad = torch.full_like(p, 1 / 3)
                optimizer.step()
            for p in ps:
                kept = [v for v in optimizer.state[p].values() if torch.is_tensor(v)]
                assert all(v.dtype == torch.float64 and v.shape == p.shape for v in kept), kept
                # What came in double is kept in double.
                assert any((v - 1 / 3).abs().max() < 1e-12 for v in kept), kept
        """);
  }

  @Test
  void whatItDoesNotKnowIsRefusedInWords() {
    rule("-mt_0");
    holds(
        """
        p = parameter(1.0)
        said = refused(lambda: SymbolicOptimizer([{"params": [p], "betas": (0.9, 0.99), "eps": 1}]))
        assert "no option betas, eps" in said and "weight_decay" in said, said
        assert "lr must not be negative" in refused(lambda: SymbolicOptimizer([p], lr=-1))
        assert "lr must" in refused(lambda: SymbolicOptimizer([p], lr=float("nan")))
        assert "weight_decay must" in refused(
            lambda: SymbolicOptimizer([{"params": [p], "weight_decay": -0.1}]))
        optimizer = SymbolicOptimizer([p])
        scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 1, gamma=0.5)
        p.grad.fill_(1)
        optimizer.step(), scheduler.step()
        assert optimizer.param_groups[0]["lr"] == 0.005
        state = optimizer.state_dict()
        assert state["formula"] == FORMULA == "-mt_0"
        adam = torch.optim.Adam([p])
        adam.step()
        assert "it names no formula" in refused(lambda: optimizer.load_state_dict(adam.state_dict()))
        other = {**state, "formula": "-g_0"}
        assert "its formula is -g_0" in refused(lambda: optimizer.load_state_dict(other))
        less = copy.deepcopy(state)
        del less["state"][0]["m"]
        assert "should hold step, m, v" in refused(lambda: optimizer.load_state_dict(less))
        optimizer.load_state_dict(state)
        """);
  }

  @Test
  void nothingMovesWhenASparseGradientIsAmongThem() {
    rule("-g_0");
    holds(
        """
        p = parameter(1.0)
        p.grad.fill_(1)
        embedding = torch.nn.Embedding(4, 2, sparse=True)
        embedding(torch.tensor([1])).sum().backward()
        optimizer = SymbolicOptimizer([p, *embedding.parameters()])
        said = refused(optimizer.step, RuntimeError)
        assert "sparse" in said and "nothing was moved" in said
        assert p.item() == 1 and not optimizer.state
        """);
  }

  @Test
  void aConstantRuleMovesAllAlike() {
    rule("0.25");
    holds(
        """
        for dtype in (torch.float32, torch.float16):
            p = parameter(1.0, 2.0, dtype=dtype)
            q = torch.nn.Parameter(torch.ones(2, 3, dtype=dtype))
            q.grad = torch.zeros_like(q)
            SymbolicOptimizer([p, q], lr=1.0, foreach=True).step()
            assert p.tolist() == [1.25, 2.25] and torch.equal(q, torch.full_like(q, 1.25))
        """);
  }
}
