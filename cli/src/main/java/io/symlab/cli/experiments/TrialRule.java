package io.symlab.cli.experiments;

import io.symlab.cli.client.LabFront;
import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.verb.FrontChoices;
import io.symlab.experiment.LabException;
import io.symlab.experiment.results.FrontFile;
import io.symlab.proto.TunedRule;
import io.symlab.symbolic.export.Formula;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The rules of a trial that can be taken along, by their names: a row of the front, the one that
 * was chosen by what it does, and that with tuned constants; each with the rate that is its own.
 */
final class TrialRule {
  private static final String CHOSEN = "chosen";
  private static final String TUNED = "tuned";

  private TrialRule() {}

  /**
   * A rule with its rate.
   *
   * @param name {@code chosen}, {@code tuned}, or what {@link FrontFile#choose} takes
   * @param rate empty: what the trial found for the rule, else the recipe's
   */
  static Formula of(LabFront lab, String name, OptionalDouble rate) throws LabException {
    FrontFile front = lab.front();
    boolean tuned = name.equals(TUNED);
    if (!tuned && !name.equals(CHOSEN)) {
      return front
          .formula(front.choose(name))
          .withRate(rate.orElse(lab.scale().orElse(Formula.USUAL_RATE)));
    }
    TunedRule found =
        lab.tuned()
            .orElseThrow(
                () ->
                    new LabException(
                        ExitCode.BAD_INPUT,
                        "there is no "
                            + name
                            + " rule: "
                            + (lab.scale().isEmpty()
                                ? "a front by itself has none; name an experiment of a lab"
                                : "the trial's stage meta-tune has not ended; 'lab status' shows"
                                    + " how far it is")));
    String text = tuned ? found.getTuned() : found.getOriginal();
    double own = tuned ? found.getTunedRate() : found.getRate();
    try {
      return Formula.of(front.names().parse(text), front.names().columns(), front.names().signals())
          .withRate(rate.orElse(own > 0 ? own : Formula.USUAL_RATE));
    } catch (IllegalArgumentException e) {
      throw new LabException(
          ExitCode.FAILED, "the " + name + " rule can't be read: " + e.getMessage(), e);
    }
  }

  /** The names of rules, for help and completion. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      List<String> names = new ArrayList<>();
      new FrontChoices().forEach(names::add);
      names.add(CHOSEN);
      names.add(TUNED);
      return names.iterator();
    }
  }
}
