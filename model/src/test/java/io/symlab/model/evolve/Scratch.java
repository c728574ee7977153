package io.symlab.model.evolve;
import io.symlab.model.optimizee.*;
import io.symlab.model.rollout.Watch;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.handmade.HandMade;
import io.symlab.model.evaluate.*;
import io.symlab.model.rule.symbolic.SymbolicRule;
import io.symlab.symbolic.*;
import java.util.*;
final class Scratch {
  public static void main(String[] a) {
    Optimizee q = Optimizees.quadratic(16, 10);
    Watch watch = new Watch(List.of(Feature.G, Feature.MT, Feature.GT), 5, 10, 0.01);
    List<Operator> ops = new ArrayList<>(Operator.USUAL); ops.add(Operator.EMA); ops.add(Operator.EMA_HAT);
    SearchSettings s = SearchSettings.builder().signals(watch.signals()).operators(ops).maxComplexity(25).build();
    List<Founder> f = new ArrayList<>();
    for (String k : Founder.kinds()) f.add(Founder.named(k, watch.names(), watch.signals(), watch.scale()));
    long t0 = System.nanoTime();
    Evolution e = new Evolution(q, watch, s, f, EvolutionSettings.defaults().withBudget(Long.parseLong(a[0])), Long.parseLong(a[1]));
    long next = 0;
    while (!e.done()) { if (e.step() && e.taken() > next) { next = e.taken() + Long.parseLong(a[0])/8; System.out.println(e.progress() + " " + (System.nanoTime()-t0)/1e9); } }
    var names = watch.signals().names(watch.names());
    for (var r : e.result()) System.out.println(r.complexity() + " " + r.loss() + " " + r.elsewhere() + "  " + ExpressionText.print(r.expression(), names));
    List<io.symlab.model.rule.UpdateRule> rules = new ArrayList<>();
    for (var r : e.result()) rules.add(new SymbolicRule("n" + r.complexity(), r.expression(), watch.features(), watch.window(), watch.scale(), s.signals()));
    for (double lr : new double[]{0.01,0.03,0.1,0.3}) { rules.add(HandMade.adam(lr)); rules.add(HandMade.momentum(lr)); }
    Evaluation.of(q, EvaluationSettings.defaults(), 99, rules.toArray(io.symlab.model.rule.UpdateRule[]::new)).rules().forEach(r -> System.out.println(r.name() + " " + r.last10()));
  }
}
