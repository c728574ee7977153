package io.symlab.experiment.exchange;

import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.optimizee.Optimizee.ParameterGroup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A trained network's weights as safetensors: a tensor per parameter group, under its name and of
 * its shape, as {@code safetensors.torch.load_file} reads them.
 */
public final class WeightsFile {
  private WeightsFile() {}

  /**
   * The file.
   *
   * @param theta [size] of the optimizee
   * @param description texts by name, kept with the weights
   */
  public static byte[] write(Optimizee optimizee, float[] theta, Map<String, String> description) {
    List<NamedTensor> tensors = new ArrayList<>();
    List<ParameterGroup> groups = optimizee.groups();
    for (int i = 0; i < groups.size(); i++) {
      ParameterGroup group = groups.get(i);
      float[] values = Arrays.copyOfRange(theta, group.offset(), group.offset() + group.length());
      List<Integer> shape = shape(group);
      tensors.add(new NamedTensor(group.name(), shape, values));
    }
    return new Safetensors(description, tensors).toBytes();
  }

  /**
   * The weights that such a file has for an optimizee, [size].
   *
   * @throws ExchangeException naming a tensor that is missing or has another shape
   */
  public static float[] read(Optimizee optimizee, byte[] bytes) {
    Map<String, NamedTensor> found = new HashMap<>();
    Safetensors.read(bytes).tensors().forEach(tensor -> found.put(tensor.name(), tensor));
    float[] theta = new float[optimizee.size()];
    List<ParameterGroup> groups = optimizee.groups();
    for (int i = 0; i < groups.size(); i++) {
      ParameterGroup group = groups.get(i);
      NamedTensor tensor = found.get(group.name());
      List<Integer> wanted = shape(group);
      if (tensor == null || !tensor.shape().equals(wanted)) {
        throw new ExchangeException(
            "it has "
                + (tensor == null
                    ? "no tensor " + group.name()
                    : "the tensor " + group.name() + " of the shape " + tensor.shape())
                + " where the problem's is "
                + wanted
                + ": were these weights trained on the same optimizee?");
      }
      System.arraycopy(tensor.values(), 0, theta, group.offset(), group.length());
    }
    return theta;
  }

  private static List<Integer> shape(ParameterGroup group) {
    return group.shape().stream().map(size -> Math.toIntExact(size)).toList();
  }
}
