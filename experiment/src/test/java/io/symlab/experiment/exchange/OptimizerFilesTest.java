package io.symlab.experiment.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.learned.LearnedOptimizer;
import io.symlab.model.rule.learned.RuleSettings;
import io.symlab.model.rule.learned.WeightTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizerFilesTest {
  private static final LearnedOptimizer SMALL = Optimizers.of(RuleSettings.rnnprop());

  @TempDir private Path folder;

  static List<LearnedOptimizer> optimizers() {
    return Optimizers.all();
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("file"), bytes);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void itComesBackFromEitherForm(LearnedOptimizer optimizer) throws IOException {
    for (byte[] bytes : List.of(OptimizerFiles.safetensors(optimizer), optimizer.encode())) {
      LearnedOptimizer back = OptimizerFiles.read(file(bytes), List.of());
      assertThat(back.settings()).isEqualTo(optimizer.settings());
      assertThat(back.phi()).isEqualTo(optimizer.phi());
      assertThat(OptimizerFiles.read(file(bytes), optimizer.settings()).phi())
          .isEqualTo(optimizer.phi());
    }
  }

  @Test
  void safetensorsAreALengthAHeaderAndTheNumbersAsTheyAre() throws IOException {
    byte[] bytes = OptimizerFiles.safetensors(SMALL);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int length = (int) buffer.getLong();
    assertThat(length % 8).isZero();
    JsonNode header =
        new ObjectMapper().readTree(new String(bytes, 8, length, StandardCharsets.UTF_8));
    assertThat(header.at("/__metadata__/format").asText()).isEqualTo("pt");
    assertThat(header.at("/__metadata__/symlab.optimizer").asText())
        .contains("\"kind\":\"rnnprop\"", "\"features\":[\"mt\",\"gt\"]", "\"input_gain\":1.0");
    JsonNode hidden = header.at("/lstm.0.weight_hh");
    assertThat(hidden.toString())
        .isEqualTo("{\"dtype\":\"F32\",\"shape\":[28,7],\"data_offsets\":[744,1528]}");
    // 12 + 6 of the linear layer, 28 x 6 of the input weights.
    assertThat(buffer.getFloat(8 + length + 744)).isEqualTo(SMALL.phi()[12 + 6 + 168]);
    assertThat(bytes).hasSize(8 + length + 4 * 446);
  }

  @Test
  void theTensorsOfAnArchitectureAreAllOfItsParameters() {
    for (LearnedOptimizer optimizer : Optimizers.all()) {
      List<WeightTensor> tensors = optimizer.settings().tensors();
      assertThat(tensors.stream().mapToInt(WeightTensor::length).sum())
          .isEqualTo(optimizer.settings().parameters());
      assertThat(tensors).extracting(WeightTensor::name).doesNotHaveDuplicates();
    }
  }

  @Test
  void anotherArchitectureThanWantedIsRefusedByName() {
    RuleSettings wanted = RuleSettings.rnnprop().withLstm(8);
    for (byte[] bytes : List.of(OptimizerFiles.safetensors(SMALL), SMALL.encode())) {
      refused(() -> OptimizerFiles.read(file(bytes), wanted), "lstm [7]", "lstm [8]");
    }
  }

  @Test
  void aDamagedFileIsRefusedInWords() {
    byte[] whole = OptimizerFiles.safetensors(SMALL);
    for (int length : new int[] {0, 5, 9, 40, whole.length / 2, whole.length - 1}) {
      refused(() -> OptimizerFiles.read(file(Arrays.copyOf(whole, length)), List.of()));
    }
    refused(() -> edited("\"F32\"", "\"I32\""), "I32");
    refused(() -> edited("[6,2]", "[2,6]"), "linear.weight", "[2, 6]", "[6, 2]");
    refused(() -> edited("output.bias", "output.cias"), "output.bias");
    refused(() -> edited("[0,48]", "[0,44]"), "linear.weight", "44 bytes", "[6, 2]", "48");
    refused(
        () -> OptimizerFiles.read(file(Arrays.copyOf(whole, whole.length - 4)), List.of()),
        "output.bias",
        "outside");
    refused(() -> edited("rnnprop", "rnnprob"), "rnnprob");
    refused(() -> edited("\\\"lstm\\\"", "\\\"lstn\\\""), "lacks \"lstm\"");
    refused(() -> edited("\\\"linear\\\":6", "\\\"linear\\\":0"), "linear layer of size 0");
    refused(() -> OptimizerFiles.read(file(new byte[] {(byte) 0x80, 2, 'l'}), List.of()), "1.6");
  }

  /** The format has tensors that fill the file one behind the other, each with its own name. */
  @Test
  void tensorsThatAreOutOfTheirPlacesAreRefused() throws IOException {
    byte[] whole = OptimizerFiles.safetensors(SMALL);
    refused(
        () -> OptimizerFiles.read(file(Arrays.copyOf(whole, whole.length + 4)), List.of()),
        "4 bytes",
        "behind the last one, output.bias");
    refused(() -> edited("[48,72]", "[44,68]"), "linear.weight and linear.bias overlap");
    refused(() -> header("[48,72]", "[0,24]"), "linear.bias and linear.weight overlap");
    refused(() -> header("[48,72]", "[56,80]"), "8 bytes before the tensor linear.bias");
    refused(() -> header("[0,48]", "[0,48,48]"), "linear.weight has no sound place");
    refused(() -> header("[0,48]", "[0,48.5]"), "linear.weight has no sound place");
    refused(() -> header("[0,48]", "[-48,0]"), "linear.weight has no sound place");
    refused(() -> header("\"shape\":[6,2]", "\"shapes\":[6,2]"), "linear.weight has no shape");
    String bias = "\"linear.bias\":";
    refused(() -> header(bias, "\"linear.weight\":"), "has the tensor linear.weight twice");
    refused(() -> header(bias + "{", bias + "{\"dtype\":\"F32\","), "of linear.bias twice");
    refused(() -> header("{\"format\"", "{\"format\":\"pt\",\"format\""), "of __metadata__ twice");
  }

  /** What is wrong with JSON is said without the parser's advice to those who configure it. */
  @Test
  void whatIsNoJsonIsRefusedByThePlace() {
    refused(() -> header("[6,2]", "[6,NaN]"), "header is no JSON (at character ");
    refused(() -> header("[6,2]", "[6,2"), "header is no JSON (at character ");
    refused(() -> header("{\"__metadata__\"", "{__metadata__"), "no JSON (at character 2)");
    refused(() -> header("[6,2]", "[".repeat(2000)), "header is no JSON");
    refused(() -> edited("\\\"scale\\\":0.01", "\\\"scale\\\": NaN"), "description is no JSON (at");
    assertThatThrownBy(() -> header("[6,2]", "[6,NaN]"))
        .message()
        .doesNotContainIgnoringCase("Feature")
        .doesNotContain("Source", "Jackson", "Token");
    refused(() -> header("}}", "}}[]"), "something behind its JSON");
  }

  @Test
  void valuesThatAreNotFiniteAreRefusedByTheirTensor() {
    float[] phi = SMALL.phi();
    phi[12] = Float.NaN;
    phi[13] = Float.NEGATIVE_INFINITY;
    LearnedOptimizer bad = new LearnedOptimizer(SMALL.settings(), phi);
    for (byte[] bytes : List.of(OptimizerFiles.safetensors(bad), bad.encode())) {
      refused(
          () -> OptimizerFiles.read(file(bytes), List.of()),
          "2 of the 6 values of its tensor linear.bias are not finite");
      refused(() -> OptimizerFiles.read(file(bytes), SMALL.settings()), "linear.bias");
    }
  }

  /** The same with a header that may become longer or shorter. */
  private LearnedOptimizer header(String from, String to) throws IOException {
    byte[] bytes = OptimizerFiles.safetensors(SMALL);
    int end = Long.BYTES + (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    String header = new String(bytes, Long.BYTES, end - Long.BYTES, StandardCharsets.UTF_8);
    assertThat(header).contains(from);
    byte[] changed = header.replace(from, to).getBytes(StandardCharsets.UTF_8);
    ByteBuffer made =
        ByteBuffer.allocate(Long.BYTES + changed.length + bytes.length - end)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(changed.length)
            .put(changed)
            .put(bytes, end, bytes.length - end);
    return OptimizerFiles.read(file(made.array()), List.of());
  }

  private LearnedOptimizer edited(String from, String to) throws IOException {
    byte[] bytes = OptimizerFiles.safetensors(SMALL);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    assertThat(text).contains(from);
    return OptimizerFiles.read(
        file(text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1)), List.of());
  }

  @Test
  void tensorsWithoutADescriptionAreReadAsThePublishedCodesAre() throws IOException {
    float[] phi = SMALL.phi();
    NamedTensor[] tensors = new NamedTensor[8];
    int at = 0;
    for (int i = 0; i < tensors.length; i++) {
      WeightTensor tensor = SMALL.settings().tensors().get(i);
      String name = tensor.name().replace("linear.", "preprocNet.0.").replace("lstm.", "recurs.");
      float[] values = Arrays.copyOfRange(phi, at, at + tensor.length());
      tensors[i] = new NamedTensor(name, tensor.shape(), values);
      at += tensor.length();
    }
    NamedTensor twice = tensors[0].named("linear.weight");
    byte[] both = new Safetensors(Map.of(), List.of(tensors[0], twice)).toBytes();
    refused(() -> OptimizerFiles.read(file(both), List.of()), "linear.weight by two names");
    byte[] bytes = new Safetensors(Map.of(), List.of(tensors)).toBytes();
    LearnedOptimizer back = OptimizerFiles.read(file(bytes), List.of(Feature.G));
    assertThat(back.settings()).isEqualTo(RuleSettings.rnnprop());
    assertThat(back.phi()).isEqualTo(phi);
  }

  private static void refused(ThrowingCallable call, String... says) {
    var thrown = assertThatThrownBy(call).isInstanceOf(ExchangeException.class);
    for (String word : says) {
      thrown.hasMessageContaining(word);
    }
  }
}
