package io.symlab.model.data;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * An array of any shape and type in the IDX format: two zero bytes, the type, the number of
 * dimensions, each dimension as a big-endian int32, and the numbers, big-endian, in C order (Y.
 * LeCun, "The MNIST database").
 */
final class IdxArray {
  private static final int BYTE = 0x08;
  private static final int SIGNED_BYTE = 0x09;
  private static final int SHORT = 0x0B;
  private static final int INT = 0x0C;
  private static final int FLOAT = 0x0D;
  private static final int DOUBLE = 0x0E;

  private IdxArray() {}

  /** Whether a file that begins with these bytes, four at least, may be one. */
  static boolean begins(byte[] start) {
    return start[0] == 0 && start[1] == 0 && start[2] >= BYTE && start[2] <= DOUBLE && start[3] > 0;
  }

  static NumberArray read(String name, InputStream stream, Path file) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    int magic = in.readInt();
    int type = magic >> 8 & 0xff;
    long[] shape = new long[magic & 0xff];
    long count = 1;
    for (int i = 0; i < shape.length; i++) {
      shape[i] = in.readInt() & 0xffff_ffffL;
      count = Math.min(Integer.MAX_VALUE, count * Math.min(Integer.MAX_VALUE, shape[i]));
    }
    if (count > Integer.MAX_VALUE - 8) {
      throw new DataException(file + " announces more numbers than can be held");
    }
    double[] values = new double[(int) count];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (type) {
            case BYTE -> in.readUnsignedByte();
            case SIGNED_BYTE -> in.readByte();
            case SHORT -> in.readShort();
            case INT -> in.readInt();
            case FLOAT -> in.readFloat();
            case DOUBLE -> in.readDouble();
            default ->
                throw new DataException(
                    file + " is an IDX file of type 0x" + Integer.toHexString(type) + ", unknown");
          };
    }
    return new NumberArray(name, shape, type != FLOAT && type != DOUBLE, values);
  }
}
