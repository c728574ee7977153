package io.symlab.experiment.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.learned.LearnedOptimizer;
import io.symlab.model.rule.learned.Preprocess;
import io.symlab.model.rule.learned.RuleSettings;
import io.symlab.model.rule.learned.WeightTensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * State dicts as PyTorch 1.13 saved them, of modules named as the published ones: number i of the
 * tensor k is i / 64 - k / 8.
 */
class PublishedWeightsTest {
  private static final List<Feature> FIVE =
      List.of(Feature.MT, Feature.G, Feature.MOM5, Feature.MOM9, Feature.MOM99);
  private static final RuleSettings RP = RuleSettings.rnnprop().withLinear(2).withLstm(3);

  @TempDir private Path folder;

  private Path published(String name) throws IOException {
    Path file = folder.resolve(name);
    try (InputStream in = getClass().getResourceAsStream("/published/" + name)) {
      Files.write(file, in.readAllBytes());
    }
    return file;
  }

  private static void isAsFilled(LearnedOptimizer optimizer, RuleSettings settings) {
    assertThat(optimizer.settings()).isEqualTo(settings);
    float[] phi = optimizer.phi();
    int at = 0;
    int k = 0;
    for (WeightTensor tensor : settings.tensors()) {
      for (int i = 0; i < tensor.length(); i++) {
        assertThat(phi[at++]).as("%s %d", tensor.name(), i).isEqualTo(i / 64f - k / 8f);
      }
      k++;
    }
  }

  @Test
  void bothKindsAreReadWithTheirSizes() throws IOException {
    isAsFilled(OptimizerFiles.read(published("rp.pth"), List.of()), RP);
    isAsFilled(
        OptimizerFiles.read(published("rp-double.pth"), FIVE),
        RP.withFeatures(FIVE.toArray(Feature[]::new)).withLstm(3, 2));
    RuleSettings dm = RuleSettings.dm().withLstm(3, 2);
    isAsFilled(OptimizerFiles.read(published("dm.pth"), FIVE), dm);
    isAsFilled(
        OptimizerFiles.read(published("dm-log-sign.pth"), FIVE),
        dm.withPreprocess(Preprocess.LOG_SIGN));
  }

  @Test
  void whoWantsAnArchitectureGetsItWithAllThatIsNotInTheFile() throws IOException {
    RuleSettings wanted = RuleSettings.dm().withLstm(3, 2).withInputGain(300).withScale(0.1);
    isAsFilled(OptimizerFiles.read(published("dm.pth"), wanted), wanted);
    RuleSettings open = RuleSettings.dm().withLstm(3, 2).withInputGainOfFirstGradients();
    isAsFilled(OptimizerFiles.read(published("dm.pth"), open), open.withInputGain(1));
  }

  @Test
  void featuresThatAFileDoesNotTellAreAskedFor() throws IOException {
    Path file = published("rp-double.pth");
    assertThatThrownBy(() -> OptimizerFiles.read(file, List.of(Feature.MT, Feature.GT)))
        .isInstanceOf(ExchangeException.class)
        .hasMessageContainingAll("5 inputs", "--features", "mt, gt, g, mom5", "[mt, gt]");
  }

  @Test
  void anotherShapeIsRefusedByTheTensorsName() throws IOException {
    Path file = published("rp.pth");
    refused(file, RP.withLstm(4), "lstm.0.weight_ih", "[12, 2]", "[16, 2]");
    refused(file, RP.withLstm(3, 3), "lstm.1.weight_ih");
    refused(file, RP.withPreTanhScale(), "pre_tanh_scale");
    refused(file, RuleSettings.dm().withLstm(3), "lstm.0.weight_ih");
    refused(file, RP.withGroupRates(), "group-rates");
    refused(
        published("rp-double.pth"), RP.withFeatures(FIVE.toArray(Feature[]::new)), "output.weight");
  }

  private static void refused(Path file, RuleSettings wanted, String... says) {
    assertThatThrownBy(() -> OptimizerFiles.read(file, wanted))
        .isInstanceOf(ExchangeException.class)
        .hasMessageContainingAll(says);
  }

  /** Of numbers in double precision, those that single precision does not hold count, too. */
  @ParameterizedTest
  @CsvSource({"rp.pth, NaN", "rp-double.pth, -Infinity", "rp-double.pth, 1e300"})
  void valuesThatAreNotFiniteAreRefusedByTheirTensor(String name, double value) throws IOException {
    Path bad = folder.resolve("bad.pth");
    try (ZipFile zip = new ZipFile(published(name).toFile());
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(bad))) {
      for (ZipEntry entry : zip.stream().toList()) {
        byte[] bytes = zip.getInputStream(entry).readAllBytes();
        if (entry.getName().endsWith("/data/0")) {
          ByteBuffer numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
          if (name.equals("rp.pth")) {
            numbers.putFloat((float) value);
          } else {
            numbers.putDouble(value);
          }
        }
        out.putNextEntry(new ZipEntry(entry.getName()));
        out.write(bytes);
      }
    }
    assertThatThrownBy(() -> OptimizerFiles.read(bad, FIVE))
        .isInstanceOf(ExchangeException.class)
        .hasMessageContainingAll("1 of the ", "its tensor preprocNet.0.weight are not finite");
  }

  private Path zip(byte[] pickle) throws IOException {
    Path file = folder.resolve("made.pth");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("made/data.pkl"));
      zip.write(pickle);
    }
    return file;
  }

  /** Programs of a pickle; a tilde is the end of a line. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cos~system~(K!tR. | os.system",
        "cbuiltins~eval~. | builtins.eval",
        "ctorch~HalfStorage~. | torch.HalfStorage",
        "ccollections~OrderedDict~(K!tR. | collections.OrderedDict with 1 arguments",
        "}(K!K!u. | 33 is no tensor",
        "K!. | no dict of tensors",
        "i | instruction 0x69",
        "K!K!b. | state of something",
        "}(}K!u. | no name",
        "R | ends too soon",
        "h! | ends too soon"
      })
  void nothingButTensorsIsRead(String program, String said) throws IOException {
    String text = "\u0080\u0002" + program.replace('~', '\n');
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> OptimizerFiles.read(zip(bytes), List.of()))
        .isInstanceOf(ExchangeException.class)
        .hasMessageContaining(said.strip());
  }

  @Test
  void aWholeModuleIsNoStateDict() throws IOException {
    Path file = published("module.pth");
    assertThatThrownBy(() -> OptimizerFiles.read(file, List.of()))
        .isInstanceOf(ExchangeException.class)
        .hasMessageContainingAll("__main__.RP", "not run", "state_dict()");
  }

  @Test
  void aZipOfSomethingElseIsSaidSo() throws IOException {
    Path file = folder.resolve("other.pth");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("readme"));
    }
    assertThatThrownBy(() -> OptimizerFiles.read(file, List.of())).hasMessageContaining("data.pkl");
    Files.write(file, new byte[] {'P', 'K', 3, 4, 0, 0, 0});
    assertThatThrownBy(() -> OptimizerFiles.read(file, List.of()))
        .isInstanceOf(ExchangeException.class)
        .hasMessageContaining("zip");
  }

  /** Whatever bytes are changed, it is read or refused, and nothing else happens. */
  @Test
  void aDamagedPickleIsReadOrRefused() throws IOException {
    byte[] pickle;
    try (ZipFile zip = new ZipFile(published("dm.pth").toFile())) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      zip.getInputStream(zip.getEntry("dm/data.pkl")).transferTo(bytes);
      pickle = bytes.toByteArray();
    }
    SplittableRandom random = new SplittableRandom(1);
    int refused = 0;
    for (int trial = 0; trial < 3000; trial++) {
      byte[] changed = pickle.clone();
      for (int i = random.nextInt(3); i >= 0; i--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt();
      }
      try {
        TensorPickle.read(changed);
      } catch (ExchangeException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(500, 2999);
  }
}
