package io.symlab.actors.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.symlab.proto.LinePart;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LineTest {
  private static final long MOST = 64L << 20;

  /** A link that loses and doubles, but keeps the order, as a connection that breaks does. */
  private static final class Link {
    final Deque<LinePart> way = new ArrayDeque<>();
    final Random random;
    final double loss;

    Link(long seed, double loss) {
      this.random = new Random(seed);
      this.loss = loss;
    }

    void put(LinePart part) {
      if (random.nextDouble() >= loss) {
        way.add(part);
        if (random.nextDouble() < loss) {
          way.add(part);
        }
      }
    }
  }

  @Property(tries = 200)
  void eachMessageComesOnceAndInOrderWhateverIsLost(
      @ForAll long seed,
      @ForAll @DoubleRange(max = 0.6) double loss,
      @ForAll @IntRange(min = 1, max = 60) int messages) {
    var random = new Random(seed);
    var there = new Link(seed + 1, loss);
    var back = new Link(seed + 2, loss);
    var left = new Line("left", MOST, there::put);
    var right = new Line("right", MOST, back::put);
    List<ByteString> sent = new ArrayList<>();
    List<ByteString> came = new ArrayList<>();
    List<ByteString> answers = new ArrayList<>();
    long now = 0;
    while (sent.size() < messages || !left.isIdle() || !right.isIdle()) {
      if (sent.size() < messages && random.nextBoolean()) {
        byte[] bytes = new byte[random.nextInt(4) == 0 ? random.nextInt(400_000) : 20];
        random.nextBytes(bytes);
        sent.add(ByteString.copyFrom(bytes));
        left.send(sent.get(sent.size() - 1), now);
      }
      for (int i = random.nextInt(10); i > 0 && !there.way.isEmpty(); i--) {
        var whole = right.take(there.way.remove(), now);
        if (whole.isPresent()) {
          came.add(whole.get());
          right.send(whole.get().substring(0, Math.min(5, whole.get().size())), now);
        }
      }
      for (int i = random.nextInt(10); i > 0 && !back.way.isEmpty(); i--) {
        left.take(back.way.remove(), now).ifPresent(answers::add);
      }
      assertThat(there.way.size()).isLessThan(40 * Line.WINDOW);
      if (random.nextInt(4) == 0) {
        now += Line.TICK.toNanos();
        left.tick(now);
        right.tick(now);
      }
    }
    assertThat(came).isEqualTo(sent);
    assertThat(answers)
        .isEqualTo(sent.stream().map(one -> one.substring(0, Math.min(5, one.size()))).toList());
  }

  @Test
  void noMoreIsUnderWayThanTheWindowAllows() {
    List<LinePart> way = new ArrayList<>();
    var line = new Line("one", MOST, way::add);
    line.send(ByteString.copyFrom(new byte[60 * Blobs.PART_BYTES]), 0);
    assertThat(way).hasSize(Line.WINDOW);
    line.take(LinePart.newBuilder().setHeard(10).build(), 1);
    assertThat(way).hasSize(Line.WINDOW + 10);
  }

  @Test
  void whatNoLineSendsIsRefused() {
    var line = new Line("one", 1000, part -> {});
    var part = LinePart.newBuilder().setFrom("other").setNumber(1).setCount(1);
    var long1 = part.clone().setBytes(ByteString.copyFrom(new byte[Blobs.PART_BYTES + 1]));
    for (var bad :
        List.of(
            long1, part.clone().setCount(0), part.clone().setCount(9), part.clone().setIndex(1))) {
      assertThatThrownBy(() -> line.take(bad.build(), 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("other sent part");
    }
    assertThat(line.take(part.build(), 0)).contains(ByteString.EMPTY);
  }
}
