package io.symlab.experiment.exchange;

import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.learned.LearnedOptimizer;
import io.symlab.model.rule.learned.RuleSettings;
import io.symlab.model.rule.learned.WeightTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Files that hold a learned optimizer: {@code learned.bin}, safetensors, and the state dict that
 * the published code saves ({@code .pth}). Which one a file is, its first bytes tell.
 *
 * <pre>{@code
 * LearnedOptimizer optimizer = OptimizerFiles.read(Path.of("learned.safetensors"), List.of());
 * Files.write(Path.of("copy.safetensors"), OptimizerFiles.safetensors(optimizer));
 * }</pre>
 */
public final class OptimizerFiles {
  /** Bytes of such a file, or of a part of it, at most. */
  public static final int LARGEST = 64 << 20;

  private static final String DESCRIPTION = "symlab.optimizer";

  private OptimizerFiles() {}

  /**
   * An optimizer as a safetensors file, with its description among the metadata.
   *
   * @throws IllegalArgumentException never for an optimizer that was trained
   */
  public static byte[] safetensors(LearnedOptimizer optimizer) {
    List<NamedTensor> tensors = tensors(optimizer);
    String description = OptimizerDescription.write(optimizer.settings());
    return new Safetensors(Map.of("format", "pt", DESCRIPTION, description), tensors).toBytes();
  }

  private static List<NamedTensor> tensors(LearnedOptimizer optimizer) {
    float[] phi = optimizer.phi();
    List<NamedTensor> tensors = new ArrayList<>();
    int at = 0;
    for (WeightTensor tensor : optimizer.settings().tensors()) {
      float[] values = Arrays.copyOfRange(phi, at, at + tensor.length());
      tensors.add(new NamedTensor(tensor.name(), tensor.shape(), values));
      at += tensor.length();
    }
    return tensors;
  }

  /**
   * Reads whatever a file holds.
   *
   * @param features that a file without a description was trained with, in their order; of no
   *     matter when they are not as many as its network has inputs
   * @throws ExchangeException saying what is wrong with it
   * @throws IOException when it can't be read at all
   */
  public static LearnedOptimizer read(Path file, List<Feature> features) throws IOException {
    return read(file, features, null);
  }

  /**
   * The same, for a reader that wants a certain architecture. What a file without a description
   * does not tell is as wanted.
   *
   * @throws ExchangeException when it holds another one, naming both
   */
  public static LearnedOptimizer read(Path file, RuleSettings wanted) throws IOException {
    return read(file, wanted.features(), wanted);
  }

  private static LearnedOptimizer read(Path file, List<Feature> features, RuleSettings wanted)
      throws IOException {
    if (Files.size(file) > LARGEST) {
      throw new ExchangeException("it has more than " + LARGEST + " bytes");
    }
    byte[] bytes = Files.readAllBytes(file);
    if (bytes.length > 3 && bytes[0] == 'P' && bytes[1] == 'K') {
      return of(TorchArchive.read(file), features, wanted);
    }
    if (Safetensors.is(bytes)) {
      Safetensors read = Safetensors.read(bytes);
      String description = read.metadata().get(DESCRIPTION);
      if (description == null) {
        return of(read.tensors(), features, wanted);
      }
      RuleSettings settings = OptimizerDescription.read(description);
      return checked(PublishedWeights.fill(settings, read.tensors()), wanted);
    }
    try {
      LearnedOptimizer stored = LearnedOptimizer.decode(bytes);
      tensors(stored).forEach(NamedTensor::finite);
      return checked(stored, wanted);
    } catch (IllegalArgumentException e) {
      throw new ExchangeException(
          bytes.length > 1 && bytes[0] == (byte) 0x80
              ? "it is a bare pickle, as PyTorch saved before 1.6; load it there and save it again"
                  + " with torch.save(net.state_dict(), path)"
              : e.getMessage(),
          e);
    }
  }

  private static LearnedOptimizer of(
      List<NamedTensor> tensors, List<Feature> features, RuleSettings wanted) {
    return wanted == null
        ? PublishedWeights.read(tensors, features)
        : PublishedWeights.read(tensors, wanted);
  }

  private static LearnedOptimizer checked(LearnedOptimizer optimizer, RuleSettings wanted) {
    try {
      return wanted == null ? optimizer : LearnedOptimizer.decode(optimizer.encode(), wanted);
    } catch (IllegalArgumentException e) {
      throw new ExchangeException(e.getMessage(), e);
    }
  }
}
