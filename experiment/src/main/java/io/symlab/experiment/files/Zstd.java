package io.symlab.experiment.files;

import io.airlift.compress.zstd.ZstdInputStream;
import io.symlab.symbolic.table.Decompressor;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Tables that were compressed with zstd (RFC 8878), in plain Java. */
public final class Zstd implements Decompressor {
  @Override
  public String name() {
    return "zstd";
  }

  @Override
  public boolean begins(byte[] head) {
    return head.length >= 4
        && head[0] == 0x28
        && head[1] == (byte) 0xB5
        && head[2] == 0x2F
        && head[3] == (byte) 0xFD;
  }

  @Override
  public InputStream open(InputStream compressed) {
    return new FilterInputStream(new ZstdInputStream(compressed)) {
      @Override
      public int read(byte[] bytes, int from, int length) throws IOException {
        try {
          return in.read(bytes, from, length);
        } catch (RuntimeException e) { // the library's way to say that its input is damaged
          throw new IOException(e.getMessage(), e);
        }
      }
    };
  }
}
