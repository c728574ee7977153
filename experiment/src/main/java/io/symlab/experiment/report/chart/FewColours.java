package io.symlab.experiment.report.chart;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A plot has few colours and the shades at their edges: with a palette of 256 it is stored in half
 * the space. Shades that are rare take the nearest that is not.
 */
final class FewColours {
  private static final int MOST = 256;

  private FewColours() {}

  /** The same image, with a palette. */
  static BufferedImage of(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
    List<Integer> palette = frequent(pixels);
    var few = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, model(palette));
    Map<Integer, Integer> places = new HashMap<>();
    int[] indices = new int[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      boolean again = i > 0 && pixels[i] == pixels[i - 1]; // as nearly all are, on plots
      indices[i] =
          again
              ? indices[i - 1]
              : places.computeIfAbsent(pixels[i] & 0xffffff, rgb -> nearest(palette, rgb));
    }
    few.getRaster().setSamples(0, 0, width, height, 0, indices);
    return few;
  }

  private static List<Integer> frequent(int[] pixels) {
    Map<Integer, Integer> counts = new HashMap<>();
    for (int begin = 0, end = 0; begin < pixels.length; begin = end) {
      while (end < pixels.length && pixels[end] == pixels[begin]) {
        end++;
      }
      counts.merge(pixels[begin] & 0xffffff, end - begin, Integer::sum);
    }
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<Integer, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(MOST)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static IndexColorModel model(List<Integer> palette) {
    byte[] red = new byte[palette.size()];
    byte[] green = new byte[palette.size()];
    byte[] blue = new byte[palette.size()];
    for (int i = 0; i < palette.size(); i++) {
      red[i] = (byte) (palette.get(i) >> 16);
      green[i] = (byte) (palette.get(i) >> 8);
      blue[i] = (byte) (int) palette.get(i);
    }
    return new IndexColorModel(8, palette.size(), red, green, blue);
  }

  private static int nearest(List<Integer> palette, int rgb) {
    int best = 0;
    for (int i = 1; i < palette.size(); i++) {
      if (distance(palette.get(i), rgb) < distance(palette.get(best), rgb)) {
        best = i;
      }
    }
    return best;
  }

  /** Squared, in the cube of red, green and blue. */
  private static int distance(int one, int other) {
    int sum = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      int difference = (one >> shift & 255) - (other >> shift & 255);
      sum += difference * difference;
    }
    return sum;
  }
}
