package io.symlab.model.rule;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The stored form of a learned optimizer: a mark, a version, the architecture with features by
 * name, phi, all big-endian.
 */
final class LearnedOptimizerCodec {
  private static final int MARK = 0x534C4C4F; // "SLLO"
  private static final int VERSION = 1;
  private static final int LARGEST = 1 << 24;

  private LearnedOptimizerCodec() {}

  static byte[] encode(LearnedOptimizer optimizer) {
    RuleSettings settings = optimizer.settings();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MARK);
      out.writeInt(VERSION);
      out.writeInt(settings.features().size());
      for (Feature feature : settings.features()) {
        out.writeUTF(feature.key());
      }
      out.writeInt(settings.linear());
      out.writeInt(settings.lstm().size());
      for (int size : settings.lstm()) {
        out.writeInt(size);
      }
      out.writeDouble(settings.scale());
      for (float parameter : optimizer.phi()) {
        out.writeFloat(parameter);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static LearnedOptimizer decode(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readInt() != MARK) {
        throw new IllegalArgumentException("this is not a stored learned optimizer");
      }
      int version = in.readInt();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "a learned optimizer of format " + version + "; this build reads format " + VERSION);
      }
      List<Feature> features = new ArrayList<>();
      for (int i = count(in); i > 0; i--) {
        features.add(feature(in.readUTF()));
      }
      int linear = count(in);
      List<Integer> lstm = new ArrayList<>();
      for (int i = count(in); i > 0; i--) {
        lstm.add(count(in));
      }
      RuleSettings settings = new RuleSettings(features, linear, lstm, in.readDouble());
      int parameters = settings.parameters();
      if (in.available() != 4 * parameters) {
        throw new IllegalArgumentException(
            "a stored learned optimizer with "
                + describe(settings)
                + " holds "
                + 4 * parameters
                + " bytes of parameters, found "
                + in.available());
      }
      float[] phi = new float[parameters];
      for (int i = 0; i < phi.length; i++) {
        phi[i] = in.readFloat();
      }
      return new LearnedOptimizer(settings, phi);
    } catch (IOException e) {
      throw new IllegalArgumentException("a stored learned optimizer ends too soon", e);
    }
  }

  static String describe(RuleSettings settings) {
    return "features "
        + settings.features().stream().map(Feature::key).toList()
        + ", linear "
        + settings.linear()
        + ", lstm "
        + settings.lstm()
        + ", scale "
        + settings.scale();
  }

  private static int count(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count < 1 || count > LARGEST) {
      throw new IllegalArgumentException("a stored learned optimizer with a size of " + count);
    }
    return count;
  }

  private static Feature feature(String key) {
    return Arrays.stream(Feature.values())
        .filter(feature -> feature.key().equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a stored learned optimizer with the unknown feature " + key));
  }
}
