package io.symlab.experiment.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class FewColoursTest {
  @Test
  void fewColoursStayWhatTheyAre() {
    BufferedImage image = image(16, 16);
    BufferedImage few = FewColours.of(image);
    assertThat(pixels(few)).isEqualTo(pixels(image));
    assertThat(few.getColorModel().getPixelSize()).isEqualTo(8);
  }

  @Test
  void rareShadesTakeTheNearestThatIsFrequent() {
    BufferedImage image = image(32, 32);
    for (int x = 0; x < 32; x++) {
      for (int y = 0; y < 24; y++) {
        image.setRGB(x, y, y % 2 == 0 ? 0x204060 : 0xffffff);
      }
    }
    BufferedImage few = FewColours.of(image);
    assertThat(few.getRGB(3, 0)).isEqualTo(0xff204060);
    assertThat(few.getRGB(3, 1)).isEqualTo(0xffffffff);
    for (int x = 0; x < 32; x++) {
      for (int y = 24; y < 32; y++) {
        assertThat(Math.abs((few.getRGB(x, y) & 255) - (image.getRGB(x, y) & 255))).isLessThan(9);
      }
    }
  }

  /** Every pixel another shade of blue and green. */
  private static BufferedImage image(int width, int height) {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < width; x++) {
      for (int y = 0; y < height; y++) {
        image.setRGB(x, y, x << 8 | y);
      }
    }
    return image;
  }

  private static int[] pixels(BufferedImage image) {
    int width = image.getWidth();
    return image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
  }
}
