package io.symlab.symbolic.island;

import io.symlab.symbolic.Randomness;
import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.formula.Codec;
import io.symlab.symbolic.front.Front;
import io.symlab.symbolic.settings.SearchSettings;
import io.symlab.symbolic.settings.SearchTactics;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What an island takes from its neighbour and its own front into its population, and what it sends
 * on: the elites of its last rounds, kept for as long as they may be under way.
 */
final class Migration {
  private final SearchSettings settings;
  private final SearchTactics tactics;
  private final int index;
  private final List<Elites> sent = new ArrayList<>();

  Migration(SearchSettings settings, int index) {
    this.settings = settings;
    this.tactics = settings.tactics();
    this.index = index;
  }

  /** The elites sent after a round, one of the last d. */
  Elites sentAfter(int ended) {
    for (Elites elites : sent) {
      if (elites.round() == ended) {
        return elites;
      }
    }
    throw new IllegalArgumentException(
        "island " + index + " keeps no elites of round " + ended + ", only of the last rounds");
  }

  /** Puts some migrants and some of its own front among the members. */
  void mix(Population population, Elites migrants, Fitness fitness, int round) {
    SplittableRandom random = Randomness.stream(settings.seed(), "island.migration", index, round);
    List<Front.Member> own = fitness.hall().members();
    for (int i = 0; i < population.size(); i++) {
      double drawn = random.nextDouble();
      if (drawn < tactics.migration()) {
        if (!migrants.expressions().isEmpty()) {
          int chosen = random.nextInt(migrants.expressions().size());
          population.set(i, fitness.scored(migrants.expressions().get(chosen)));
        }
      } else if (drawn < tactics.migration() + tactics.frontMigration() && !own.isEmpty()) {
        population.set(i, fitness.scored(own.get(random.nextInt(own.size())).expression()));
      }
    }
  }

  /** Sends some of a front after a round. */
  void send(int round, List<Front.Member> front) {
    sent.add(new Elites(index, round, elites(front)));
    if (sent.size() > settings.slack()) {
      sent.remove(0);
    }
  }

  /** Members of the front, evenly spread over it when there are more than may be sent. */
  private List<Expression> elites(List<Front.Member> all) {
    int count = Math.min(tactics.elites(), all.size());
    List<Expression> chosen = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      chosen.add(all.get(i * all.size() / count - 1).expression());
    }
    return chosen;
  }

  void write(DataOutputStream out) throws IOException {
    out.writeInt(sent.size());
    for (Elites elites : sent) {
      out.writeInt(elites.round());
      Codec.writeExpressions(out, elites.expressions());
    }
  }

  void read(DataInputStream in) throws IOException {
    int count = Codec.count(in.readInt());
    for (int i = 0; i < count; i++) {
      sent.add(new Elites(index, in.readInt(), Codec.readExpressions(in)));
    }
  }
}
