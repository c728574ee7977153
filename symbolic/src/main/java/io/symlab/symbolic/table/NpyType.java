package io.symlab.symbolic.table;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The types of number that are read from .npy files, as numpy's type strings name them. */
enum NpyType {
  FLOAT32("f4", 4, ByteBuffer::getFloat),
  FLOAT64("f8", 8, ByteBuffer::getDouble),
  FLOAT16("f2", 2, in -> half(in.getShort())),
  INT8("i1", 1, ByteBuffer::get),
  INT16("i2", 2, ByteBuffer::getShort),
  INT32("i4", 4, ByteBuffer::getInt),
  INT64("i8", 8, ByteBuffer::getLong),
  UINT8("u1", 1, in -> in.get() & 0xFF),
  UINT16("u2", 2, in -> in.getShort() & 0xFFFF),
  UINT32("u4", 4, in -> in.getInt() & 0xFFFF_FFFFL),
  UINT64("u8", 8, in -> unsigned(in.getLong())),
  BOOLEAN("b1", 1, in -> in.get() == 0 ? 0 : 1);

  private interface Reader {
    double read(ByteBuffer in);
  }

  private final String code;
  private final int width;

  @SuppressWarnings("ImmutableEnumChecker") // The readers are static methods.
  private final Reader reader;

  NpyType(String code, int width, Reader reader) {
    this.code = code;
    this.width = width;
    this.reader = reader;
  }

  /** Bytes of a number. */
  int width() {
    return width;
  }

  /** Whether its numbers have no fractions. */
  boolean whole() {
    return this != FLOAT16 && this != FLOAT32 && this != FLOAT64;
  }

  double read(ByteBuffer in) {
    return reader.read(in);
  }

  /**
   * The type of a type string, whose byte order is not looked at.
   *
   * @param descr e.g. {@code <f8}
   */
  static NpyType of(String descr, Path file) throws TableException {
    for (NpyType type : values()) {
      if (descr.matches("[<>=|]?" + type.code)) {
        return type;
      }
    }
    String kind = descr.replaceFirst("^[<>=|]", "");
    String what =
        kind.startsWith("O")
            ? "Python objects"
            : kind.startsWith("U") || kind.startsWith("S")
                ? "text"
                : kind.startsWith("c")
                    ? "complex numbers"
                    : kind.startsWith("M") || kind.startsWith("m") ? "dates" : "";
    throw new TableException(
        file,
        "holds "
            + (what.isEmpty() ? "numbers of type" : what + ", type")
            + " '"
            + descr
            + "': real numbers can be read, save it with .astype('float64')");
  }

  /** IEEE 754 binary16: 1 sign, 5 exponent and 10 fraction bits. */
  private static double half(short bits) {
    int exponent = bits >> 10 & 0x1F;
    int fraction = bits & 0x3FF;
    double size =
        exponent == 0
            ? Math.scalb((double) fraction, -24)
            : exponent == 31
                ? fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN
                : Math.scalb(1024.0 + fraction, exponent - 25);
    return bits < 0 ? -size : size;
  }

  private static double unsigned(long bits) {
    return bits >= 0 ? bits : 2.0 * ((bits >>> 1) | (bits & 1));
  }
}
