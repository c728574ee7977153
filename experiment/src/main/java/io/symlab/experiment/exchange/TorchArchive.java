package io.symlab.experiment.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The tensors of a state dict that {@code torch.save} wrote: a zip with a pickle that names them,
 * and a file of plain bytes for each. The pickle is read by {@link TensorPickle}, and not run.
 */
final class TorchArchive {
  private static final String PICKLE = "data.pkl";

  private TorchArchive() {}

  /**
   * Reads all tensors, in the order in which they were saved.
   *
   * @throws ExchangeException naming what is wrong with the file
   * @throws IOException when it can't be read at all
   */
  static List<NamedTensor> read(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      ZipEntry pickle =
          zip.stream()
              .filter(entry -> entry.getName().matches("(.*/)?" + PICKLE))
              .findFirst()
              .orElseThrow(
                  () ->
                      new ExchangeException(
                          "it is a zip without " + PICKLE + ", so torch.save did not write it"));
      String folder = pickle.getName().substring(0, pickle.getName().length() - PICKLE.length());
      ByteOrder order = order(zip, folder);
      List<NamedTensor> tensors = new ArrayList<>();
      Map<String, TensorPickle.Tensor> named = TensorPickle.read(bytes(zip, pickle));
      for (Map.Entry<String, TensorPickle.Tensor> entry : named.entrySet()) {
        tensors.add(tensor(zip, folder, order, entry.getKey(), entry.getValue()));
      }
      return tensors;
    } catch (ZipException e) {
      throw new ExchangeException("it is a damaged zip: " + e.getMessage(), e);
    }
  }

  private static ByteOrder order(ZipFile zip, String folder) throws IOException {
    ZipEntry entry = zip.getEntry(folder + "byteorder");
    boolean big =
        entry != null && new String(bytes(zip, entry), StandardCharsets.US_ASCII).equals("big");
    return big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  private static NamedTensor tensor(
      ZipFile zip, String folder, ByteOrder order, String name, TensorPickle.Tensor tensor)
      throws IOException {
    ZipEntry entry = zip.getEntry(folder + "data/" + tensor.storage().key());
    if (entry == null) {
      throw new ExchangeException("the values of the tensor " + name + " are missing");
    }
    ByteBuffer data = ByteBuffer.wrap(bytes(zip, entry)).order(order);
    int bytes = tensor.storage().bytes();
    List<Integer> shape = tensor.shape();
    float[] values = new float[NamedTensor.length(name, shape)];
    int[] at = new int[shape.size()];
    for (int i = 0; i < values.length; i++) {
      long place = tensor.offset();
      for (int d = 0; d < at.length; d++) {
        place += (long) at[d] * tensor.strides().get(d);
      }
      if (place < 0 || (place + 1) * bytes > data.capacity()) {
        throw new ExchangeException("the tensor " + name + " lies outside of its values");
      }
      int from = (int) place * bytes;
      values[i] = bytes == Float.BYTES ? data.getFloat(from) : (float) data.getDouble(from);
      for (int d = at.length - 1; d >= 0 && ++at[d] == shape.get(d); d--) {
        at[d] = 0;
      }
    }
    return new NamedTensor(name, shape, values).finite();
  }

  private static byte[] bytes(ZipFile zip, ZipEntry entry) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] bytes = in.readNBytes(OptimizerFiles.LARGEST + 1);
      if (bytes.length > OptimizerFiles.LARGEST) {
        throw new ExchangeException(
            entry.getName() + " in it has more than " + OptimizerFiles.LARGEST + " bytes");
      }
      return bytes;
    }
  }
}
