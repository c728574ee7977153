package io.symlab.model.data;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Draws one digit at a time: strokes to smooth curves, distorted, fitted into MNIST's frame (20
 * pixels for the longer side, centre of mass in the middle of 28x28), inked with soft edges. Its
 * buffers are reused, so one thread per pen.
 */
final class DigitPen {
  /** Straight pieces between two points of a stroke. */
  private static final int PIECES = 6;

  /** How far a point strays, in units of the digit's box. */
  private static final double TREMBLE = 0.018;

  private static final int EDGE = ImageShape.DIGITS.edge();

  private final double[] xs = new double[512];
  private final double[] ys = new double[512];
  private final boolean[] starts = new boolean[512];
  private final float[] ink = new float[ImageShape.DIGITS.pixels()];
  private int points;

  /**
   * Draws the digit into 784 bytes from {@code offset}; all that is random comes from the stream.
   */
  void draw(int digit, SplittableRandom random, byte[] into, int offset) {
    points = 0;
    Distortion hand = new Distortion(random);
    for (double[] stroke : DigitStrokes.strokes(digit, random.nextInt(DigitStrokes.ways(digit)))) {
      double[] shaky = stroke.clone();
      for (int i = 0; i < shaky.length; i++) {
        shaky[i] += TREMBLE * random.nextGaussian();
      }
      if (closes(stroke)) {
        shaky[shaky.length - 2] = shaky[0];
        shaky[shaky.length - 1] = shaky[1];
      }
      trace(shaky, hand);
    }
    fit(20 + 1.2 * random.nextGaussian(), 0.5 * random.nextGaussian(), 0.5 * random.nextGaussian());
    ink(random);
    for (int i = 0; i < ImageShape.DIGITS.pixels(); i++) {
      into[offset + i] = (byte) (int) (255 * ink[i] + 0.5f);
    }
  }

  /** A Catmull-Rom spline through the stroke's points, distorted. */
  private void trace(double[] stroke, Distortion hand) {
    int n = stroke.length / 2;
    boolean closed = closes(stroke);
    starts[points] = true;
    for (int k = 0; k < n - 1; k++) {
      int before = k > 0 ? k - 1 : closed ? n - 2 : 0;
      int after = k + 2 < n ? k + 2 : closed ? 1 : n - 1;
      for (int p = k == 0 ? 0 : 1; p <= PIECES; p++) {
        double t = (double) p / PIECES;
        hand.apply(
            spline(stroke[2 * before], stroke[2 * k], stroke[2 * k + 2], stroke[2 * after], t),
            spline(
                stroke[2 * before + 1],
                stroke[2 * k + 1],
                stroke[2 * k + 3],
                stroke[2 * after + 1],
                t));
        xs[points] = hand.x;
        ys[points] = hand.y;
        starts[++points] = false;
      }
    }
  }

  private static boolean closes(double[] stroke) {
    int n = stroke.length;
    return stroke[0] == stroke[n - 2] && stroke[1] == stroke[n - 1];
  }

  private static double spline(double a, double b, double c, double d, double t) {
    return 0.5
        * (2 * b + t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a))));
  }

  /** Scales the longer side to {@code size} pixels, and the centre of mass to the middle. */
  private void fit(double size, double offX, double offY) {
    double left = Double.MAX_VALUE;
    double right = -Double.MAX_VALUE;
    double top = Double.MAX_VALUE;
    double bottom = -Double.MAX_VALUE;
    double mass = 0;
    double massX = 0;
    double massY = 0;
    for (int i = 0; i < points; i++) {
      left = Math.min(left, xs[i]);
      right = Math.max(right, xs[i]);
      top = Math.min(top, ys[i]);
      bottom = Math.max(bottom, ys[i]);
      if (!starts[i]) {
        double dx = xs[i] - xs[i - 1];
        double dy = ys[i] - ys[i - 1];
        double length = Math.sqrt(dx * dx + dy * dy);
        mass += length;
        massX += length * (xs[i] + xs[i - 1]) / 2;
        massY += length * (ys[i] + ys[i - 1]) / 2;
      }
    }
    // The pen's own width makes up the rest of the 20 pixels.
    double scale = (size - 2.5) / Math.max(right - left, bottom - top);
    double toX = EDGE / 2.0 + offX - scale * massX / mass;
    double toY = EDGE / 2.0 + offY - scale * massY / mass;
    for (int i = 0; i < points; i++) {
      xs[i] = toX + scale * xs[i];
      ys[i] = toY + scale * ys[i];
    }
  }

  private void ink(SplittableRandom random) {
    Arrays.fill(ink, 0);
    double radius = 1.25 * StrictMath.exp(0.25 * random.nextGaussian());
    double pressure = 0.15 * random.nextGaussian();
    double softness = 0.8 + 0.5 * random.nextDouble();
    for (int i = 1; i < points; i++) {
      if (!starts[i]) {
        // Pressure grows or fades along the way.
        double r = radius * (1 + pressure * (2.0 * i / points - 1));
        segment(xs[i - 1], ys[i - 1], xs[i], ys[i], Math.max(0.6, r), softness);
      }
    }
  }

  /** Inks every pixel near the segment by its distance; overlapping ink doesn't add up. */
  private void segment(double ax, double ay, double bx, double by, double radius, double softness) {
    double reach = radius + softness;
    int fromX = (int) Math.max(0, Math.min(ax, bx) - reach);
    int toX = (int) Math.min(EDGE - 1, Math.max(ax, bx) + reach);
    int fromY = (int) Math.max(0, Math.min(ay, by) - reach);
    int toY = (int) Math.min(EDGE - 1, Math.max(ay, by) + reach);
    double dx = bx - ax;
    double dy = by - ay;
    double square = Math.max(1e-12, dx * dx + dy * dy);
    for (int row = fromY; row <= toY; row++) {
      for (int column = fromX; column <= toX; column++) {
        double px = column + 0.5 - ax;
        double py = row + 0.5 - ay;
        double t = Math.min(1, Math.max(0, (px * dx + py * dy) / square));
        double ex = px - t * dx;
        double ey = py - t * dy;
        double distance = Math.sqrt(ex * ex + ey * ey);
        float cover = (float) ((radius + softness / 2 - distance) / softness);
        int at = row * EDGE + column;
        if (cover > ink[at]) {
          ink[at] = Math.min(1, cover);
        }
      }
    }
  }
}
