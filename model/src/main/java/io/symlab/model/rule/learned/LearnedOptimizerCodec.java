package io.symlab.model.rule.learned;

import io.symlab.model.rule.features.Feature;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * The stored form of a learned optimizer: a mark, a version, the architecture with features by
 * name, phi, all big-endian. Version 1 knew RNNProp without options only; version 2 knew no input
 * gain, and its updates with a scale before tanh were a hundred times as large; version 3 knew no
 * MLPs. All are still read, and what an earlier version can say is still written so, from 2 on.
 */
final class LearnedOptimizerCodec {
  private static final int MARK = 0x534C4C4F; // "SLLO"
  private static final int VERSION = 4;

  /** How much larger updates with a scale before tanh were in version 2. */
  private static final double OLD_PRE_TANH = 100;

  private static final int LARGEST = 1 << 24;
  private static final OptionalDouble ONE = OptionalDouble.of(1);

  private LearnedOptimizerCodec() {}

  static byte[] encode(LearnedOptimizer optimizer) {
    RuleSettings settings = optimizer.settings();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MARK);
      int version = version(settings);
      out.writeInt(version);
      out.writeUTF(settings.kind().key());
      out.writeInt(settings.features().size());
      for (Feature feature : settings.features()) {
        out.writeUTF(feature.key());
      }
      out.writeUTF(settings.preprocess().key());
      out.writeInt(settings.linear());
      write(settings.lstm(), out);
      out.writeDouble(settings.scale());
      out.writeBoolean(settings.preTanhScale());
      out.writeInt(settings.groups());
      if (version > 2) {
        out.writeDouble(settings.inputGain().orElseThrow());
      }
      if (version > 3) {
        write(settings.hidden(), out);
      }
      for (float parameter : optimizer.phi()) {
        out.writeFloat(parameter);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static int version(RuleSettings settings) {
    if (settings.kind().isMlp()) {
      return VERSION;
    }
    return settings.preTanhScale() || !settings.inputGain().equals(ONE) ? 3 : 2;
  }

  private static void write(List<Integer> sizes, DataOutputStream out) throws IOException {
    out.writeInt(sizes.size());
    for (int size : sizes) {
      out.writeInt(size);
    }
  }

  static LearnedOptimizer decode(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readInt() != MARK) {
        throw new IllegalArgumentException("this is not a stored learned optimizer");
      }
      int version = in.readInt();
      if (version < 1 || version > VERSION) {
        throw new IllegalArgumentException(
            "a learned optimizer of format "
                + version
                + "; this build reads formats 1 to "
                + VERSION);
      }
      RuleSettings settings = version == 1 ? first(in) : later(in, version);
      int parameters = settings.parameters();
      if (in.available() != 4 * parameters) {
        throw new IllegalArgumentException(
            "a stored learned optimizer with "
                + settings.describe()
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

  private static RuleSettings first(DataInputStream in) throws IOException {
    return new RuleSettings(features(in), count(in, 1), sizes(in, 1), in.readDouble());
  }

  private static RuleSettings later(DataInputStream in, int version) throws IOException {
    RuleKind kind = known("kind", in.readUTF(), RuleKind::named);
    List<Feature> features = features(in);
    Preprocess preprocess = known("preprocess", in.readUTF(), Preprocess::named);
    int linear = count(in, 0);
    List<Integer> lstm = sizes(in, kind.isMlp() ? 0 : 1);
    double scale = in.readDouble();
    boolean preTanhScale = in.readBoolean();
    int groups = count(in, 0);
    OptionalDouble gain = version > 2 ? OptionalDouble.of(in.readDouble()) : ONE;
    List<Integer> hidden = version > 3 ? sizes(in, kind.isMlp() ? 1 : 0) : List.of();
    RuleSettings settings =
        new RuleSettings(
            kind,
            features,
            preprocess,
            linear,
            lstm,
            hidden,
            scale,
            preTanhScale,
            groups > 0,
            groups,
            gain);
    if (version > 2) {
      return settings;
    }
    // So that it does what it did when it was stored.
    return preTanhScale ? settings.withScale(OLD_PRE_TANH * scale) : settings;
  }

  private static List<Feature> features(DataInputStream in) throws IOException {
    List<Feature> features = new ArrayList<>();
    for (int i = count(in, 1); i > 0; i--) {
      features.add(known("feature", in.readUTF(), Feature::named));
    }
    return features;
  }

  private static List<Integer> sizes(DataInputStream in, int least) throws IOException {
    List<Integer> sizes = new ArrayList<>();
    for (int i = count(in, least); i > 0; i--) {
      sizes.add(count(in, 1));
    }
    return sizes;
  }

  private static int count(DataInputStream in, int least) throws IOException {
    int count = in.readInt();
    if (count < least || count > LARGEST) {
      throw new IllegalArgumentException("a stored learned optimizer with a size of " + count);
    }
    return count;
  }

  private static <T> T known(String what, String name, Function<String, Optional<T>> named) {
    return named
        .apply(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a stored learned optimizer of the unknown " + what + " \"" + name + "\""));
  }
}
