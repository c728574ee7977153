package io.symlab.model.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** The digits that Symlab writes itself: MNIST's look, and neither trivial nor impossible. */
class RenderedDigitsTest {
  private static final Images DIGITS = RenderedDigits.draw(3000, 7);

  @Test
  void areAFunctionOfTheSeed() {
    assertThat(RenderedDigits.draw(3000, 7).checksum()).isEqualTo(DIGITS.checksum());
    assertThat(RenderedDigits.draw(3000, 8).checksum()).isNotEqualTo(DIGITS.checksum());
  }

  @Test
  void startAlikeHoweverManyAreDrawn() {
    ImageSet few = RenderedDigits.draw(10, 7).train();
    assertThat(few.pixels()).startsWith(java.util.Arrays.copyOf(DIGITS.train().pixels(), 7840));
  }

  @Test
  void comeWithASixthAsManyTestImages() {
    assertThat(DIGITS.test().count()).isEqualTo(500);
    assertThat(DIGITS.description()).contains("3000 + 500", "seed 7");
  }

  @Test
  void haveTenClassesOfAboutEqualSize() {
    int[] counts = new int[10];
    for (int i = 0; i < 3000; i++) {
      counts[DIGITS.train().label(i)]++;
    }
    // 300 each with a standard deviation of 16.
    for (int count : counts) {
      assertThat(count).isBetween(220, 380);
    }
  }

  @Test
  void lieInTheMiddleOfABlackFrameInWhiteInk() {
    for (int i = 0; i < 3000; i++) {
      double mass = 0;
      double x = 0;
      double y = 0;
      int brightest = 0;
      for (int row = 0; row < 28; row++) {
        for (int column = 0; column < 28; column++) {
          int ink = DIGITS.train().pixel(i, row, column);
          mass += ink;
          x += ink * (column + 0.5);
          y += ink * (row + 0.5);
          brightest = Math.max(brightest, ink);
        }
      }
      // Black, with a fiftieth to a half of the frame inked.
      assertThat(mass / 255 / 784).isBetween(0.02, 0.5);
      assertThat(brightest).isGreaterThan(200);
      assertThat(x / mass).isBetween(11.0, 17.0);
      assertThat(y / mass).isBetween(11.0, 17.0);
    }
  }

  @Test
  void areToldApartByTheNearestClassMeanMostlyButNotAlways() {
    double[][] means = new double[10][784];
    int[] counts = new int[10];
    for (int i = 0; i < 3000; i++) {
      int label = DIGITS.train().label(i);
      counts[label]++;
      for (int p = 0; p < 784; p++) {
        means[label][p] += DIGITS.train().pixel(i, p / 28, p % 28);
      }
    }
    int right = 0;
    for (int i = 0; i < 500; i++) {
      int best = -1;
      double least = Double.MAX_VALUE;
      for (int c = 0; c < 10; c++) {
        double distance = 0;
        for (int p = 0; p < 784; p++) {
          double d = DIGITS.test().pixel(i, p / 28, p % 28) - means[c][p] / counts[c];
          distance += d * d;
        }
        if (distance < least) {
          least = distance;
          best = c;
        }
      }
      right += best == DIGITS.test().label(i) ? 1 : 0;
    }
    // MNIST: 82 %.
    assertThat(right / 500.0).isBetween(0.6, 0.92);
  }

  @Test
  void needAtLeastOneImage() {
    assertThatThrownBy(() -> RenderedDigits.draw(0, 1))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("data.images is 0");
  }
}
