package io.symlab.symbolic.table;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads a compressed form of files, so that tables can be read from it. Those that need a library
 * live elsewhere and are found as services ({@link java.util.ServiceLoader}); gzip is built in.
 */
public interface Decompressor {
  /** What the form is called, e.g. {@code zstd}. */
  String name();

  /**
   * Whether a file that begins so is of this form.
   *
   * @param head the first bytes, 8 where there are as many
   */
  boolean begins(byte[] head);

  /**
   * What the compressed bytes stand for.
   *
   * @throws IOException when they are damaged, now or while they are read
   */
  InputStream open(InputStream compressed) throws IOException;
}
