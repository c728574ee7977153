package io.symlab.experiment.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.symlab.model.rule.learned.LearnedOptimizer;
import io.symlab.model.rule.learned.RuleSettings;
import io.symlab.model.rule.learned.WeightTensor;
import io.symlab.symbolic.export.TorchOptimizerParts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A learned optimizer as a Python file with a drop-in {@code torch.optim.Optimizer}, its weights
 * among the text. What the class does is in the resource {@code learned_optimizer.py}, which is
 * Python but for a few places that are filled in here.
 */
public final class TorchOptimizerFile {
  private static final String TEMPLATE = "/learned_optimizer.py";
  private static final int LINE = 96;
  private static final ObjectMapper JSON = new ObjectMapper();

  private TorchOptimizerFile() {}

  /** The text of the file. */
  public static String write(LearnedOptimizer optimizer) {
    RuleSettings settings = optimizer.settings();
    ArrayNode shapes = JSON.createArrayNode();
    for (WeightTensor tensor : settings.tensors()) {
      ArrayNode named = shapes.addArray().add(tensor.name());
      tensor.shape().forEach(named.addArray()::add);
    }
    try {
      return template()
          .replace("${summary}", settings.describe())
          .replace("${description}", OptimizerDescription.write(settings))
          .replace("${shapes}", JSON.writeValueAsString(shapes))
          .replace("${arguments}", TorchOptimizerParts.arguments("network"))
          .replace("${methods}", TorchOptimizerParts.methods("LearnedOptimizer"))
          .replace("${functions}", TorchOptimizerParts.functions())
          .replace("${weights}", weights(optimizer.phi()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values always has a JSON form", e);
    }
  }

  private static String weights(float[] phi) {
    ByteBuffer bytes = ByteBuffer.allocate(phi.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float weight : phi) {
      bytes.putFloat(weight);
    }
    byte[] newline = "\n".getBytes(StandardCharsets.US_ASCII);
    return Base64.getMimeEncoder(LINE, newline).encodeToString(bytes.array());
  }

  private static String template() {
    try (InputStream in = TorchOptimizerFile.class.getResourceAsStream(TEMPLATE)) {
      if (in == null) {
        throw new IllegalStateException("this build lacks " + TEMPLATE);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
