package io.symlab.model.data;

import java.util.ArrayList;
import java.util.List;

/**
 * How the ten digits are written: several ways each, every way a list of strokes, every stroke the
 * points its smooth curve runs through. What {@link RenderedDigits} distorts and draws.
 */
final class DigitStrokes {
  /**
   * Per digit, its ways: strokes apart by a slash, points as x y in percent of the digit's box, y
   * downwards. A stroke of two points is straight; where a pen turns sharply a new stroke begins.
   */
  private static final String[][] WAYS = {
    {
      "50 0 20 14 8 50 20 86 50 100 80 86 92 50 80 14 50 0",
      "64 5 36 4 14 30 10 64 28 94 58 97 84 74 88 38 72 10 44 2",
      "50 0 31 20 25 52 32 82 50 100 69 80 75 48 68 18 52 2",
      "40 6 16 32 14 72 44 98 78 80 88 40 66 6 34 2 22 16"
    },
    {
      "50 0 50 100",
      "34 18 53 0 / 53 0 50 100",
      "66 0 36 100",
      "44 0 52 50 50 100",
      "30 22 52 0 / 52 0 52 100 / 28 100 76 100"
    },
    {
      "12 25 26 5 55 0 80 15 80 38 55 65 12 98 / 12 98 90 98",
      "14 22 30 4 60 2 80 20 74 45 45 75 20 92 10 86 22 76 45 86 70 98 92 90",
      "10 15 40 0 75 10 78 35 50 70 10 100 / 10 100 50 94 92 100",
      "18 12 50 0 78 22 58 60 16 96 / 16 96 52 90 88 99"
    },
    {
      "12 12 40 0 75 10 75 34 42 48 / 42 48 80 58 82 85 48 100 10 88",
      "14 2 82 2 / 82 2 45 42 / 45 42 80 55 82 82 50 100 12 90",
      "15 8 50 0 78 18 60 42 38 47 65 52 86 72 66 96 30 100 8 88",
      "20 4 62 2 76 22 44 46 / 44 46 74 56 70 84 44 98 14 98"
    },
    {
      "22 0 14 36 18 53 82 50 / 76 4 72 100",
      "68 0 8 66 / 8 66 95 64 / 68 0 68 100",
      "15 5 12 42 34 54 78 42 / 80 0 76 50 70 100",
      "34 0 12 58 / 12 58 90 54 / 66 22 60 100"
    },
    {
      "82 2 25 2 / 25 2 20 42 / 20 42 55 36 84 55 82 82 50 100 12 88",
      "22 4 18 45 / 18 45 50 38 80 58 78 85 45 100 10 90 / 22 4 84 0",
      "84 6 50 0 26 14 30 38 66 52 82 72 66 96 34 100 10 86",
      "90 0 40 4 / 40 4 26 40 / 26 40 60 46 72 72 50 96 8 98"
    },
    {
      "70 2 40 20 18 55 20 85 48 100 78 88 78 64 52 52 24 68",
      "60 0 30 30 14 68 30 97 62 98 82 76 66 55 38 58 18 78",
      "54 0 24 52 18 80 40 100 72 92 76 68 48 56 22 76",
      "78 6 42 10 16 48 18 86 50 99 76 78 58 58 28 66"
    },
    {
      "8 4 88 4 / 88 4 40 100",
      "10 6 86 3 / 86 3 42 100 / 28 54 80 50",
      "8 12 40 4 88 2 / 88 2 62 45 48 100",
      "12 22 12 4 / 12 4 86 4 / 86 4 54 55 46 100"
    },
    {
      "76 14 48 0 22 18 36 42 66 58 82 80 50 100 18 82 32 58 64 42 80 20 70 8",
      "50 0 24 10 24 34 50 47 76 34 76 10 50 0 / 50 47 18 60 16 88 50 100 84 88 82 60 50 47",
      "70 6 36 4 24 24 48 44 72 66 66 94 38 98 24 76 46 50 74 28 74 8",
      "44 2 24 20 44 42 70 26 62 4 44 2 / 44 42 20 66 34 98 64 92 72 64 46 42"
    },
    {
      "80 20 52 2 22 14 20 40 46 52 74 38 82 16 / 82 16 80 55 70 100",
      "78 30 70 6 40 2 18 24 30 48 60 46 80 20 74 60 50 100",
      "76 26 56 2 26 10 20 38 48 48 76 28 / 76 10 78 60 62 95 24 96",
      "70 14 40 4 20 26 36 48 66 34 74 8 / 74 8 66 100"
    }
  };

  /** [digit][way][stroke] = x0 y0 x1 y1 ... in the unit square. */
  private static final List<List<List<double[]>>> PARSED = parse();

  private DigitStrokes() {}

  /** How many ways a digit has. */
  static int ways(int digit) {
    return PARSED.get(digit).size();
  }

  /** The strokes of one way, each x0 y0 x1 y1 ... in the unit square; not to be changed. */
  static List<double[]> strokes(int digit, int way) {
    return PARSED.get(digit).get(way);
  }

  private static List<List<List<double[]>>> parse() {
    List<List<List<double[]>>> digits = new ArrayList<>();
    for (String[] ways : WAYS) {
      List<List<double[]>> parsed = new ArrayList<>();
      for (String way : ways) {
        List<double[]> strokes = new ArrayList<>();
        for (String stroke : way.split(" / ")) {
          String[] numbers = stroke.split(" ");
          double[] points = new double[numbers.length];
          for (int i = 0; i < points.length; i++) {
            points[i] = Integer.parseInt(numbers[i]) / 100.0;
          }
          strokes.add(points);
        }
        parsed.add(strokes);
      }
      digits.add(parsed);
    }
    return digits;
  }
}
