package io.symlab.symbolic.table;

import io.symlab.symbolic.Sha256;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.zip.GZIPInputStream;

/**
 * Where a table is read from: a file, a pipe, or standard input, compressed or not. It is opened
 * once and read from its first byte to its last, since a pipe gives them only once. What it gave is
 * summed up on the way where nobody can look again.
 */
public final class TableInput {
  /** What stands for standard input on a command line. */
  public static final String STANDARD_INPUT = "-";

  private static final int HEAD = 8;

  /**
   * What a source that can be read only once has given.
   *
   * @param bytes how many
   * @param sha256 of them, in hexadecimal
   */
  public record Seen(long bytes, String sha256) {}

  private final Path file;
  private Counting raw;
  private boolean packed;

  private TableInput(Path file) {
    this.file = file;
  }

  /**
   * A source by its name.
   *
   * @param file {@code -} and {@code /dev/stdin} are standard input
   */
  public static TableInput of(Path file) {
    return new TableInput(file);
  }

  /** Whether a name stands for standard input. */
  public static boolean isStandardInput(Path file) {
    return file.toString().equals(STANDARD_INPUT) || file.equals(Path.of("/dev/stdin"));
  }

  /** Whether a source can be looked at again: neither standard input nor a pipe. */
  public static boolean isRepeatable(Path file) {
    return !isStandardInput(file) && (Files.isRegularFile(file) || !Files.exists(file));
  }

  /** As it was named, for messages. */
  public Path file() {
    return file;
  }

  /** What was read, once it has been, of a source that can't be looked at again. */
  public Optional<Seen> seen() {
    return raw == null || isRepeatable(file) ? Optional.empty() : Optional.of(raw.seen());
  }

  /** Bytes that it will give, -1 where that can't be known before. */
  long size() throws IOException {
    return packed || !Files.isRegularFile(file) || isStandardInput(file) ? -1 : Files.size(file);
  }

  /**
   * Opens it, for the one time.
   *
   * @throws TableException when there is nothing to open
   */
  PeekStream open() throws IOException {
    if (raw != null) {
      throw new IllegalStateException(file + " was opened before");
    }
    try {
      if (Files.isDirectory(file) && !isStandardInput(file)) {
        throw new TableException(file, "is a folder; a table is a .npy or .csv file");
      }
      InputStream source =
          isStandardInput(file) ? new Unclosed(System.in) : Files.newInputStream(file);
      raw = new Counting(source, !isRepeatable(file));
    } catch (NoSuchFileException e) {
      throw new TableException(file, "does not exist", e);
    } catch (AccessDeniedException e) {
      throw new TableException(file, "may not be read by this user", e);
    }
    return decompressed(new PeekStream(raw));
  }

  private PeekStream decompressed(PeekStream in) throws IOException {
    byte[] head = in.peek(HEAD);
    if (head.length >= 2 && head[0] == 0x1F && head[1] == (byte) 0x8B) {
      return checked("gzip", new GZIPInputStream(in, 1 << 16));
    }
    if (!isText(head) && !NpyHeader.begins(head)) {
      for (Decompressor one : ServiceLoader.load(Decompressor.class)) {
        if (one.begins(head)) {
          return checked(one.name(), one.open(in));
        }
      }
    }
    refuseOthers(head);
    return in;
  }

  /** Whether all of it can stand in UTF-8. */
  private static boolean isText(byte[] head) {
    for (byte b : head) {
      boolean control = b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r';
      if (control || (b & 0xFF) >= 0xF8) {
        return false;
      }
    }
    return true;
  }

  /** Says in words what is wrong with compressed data. */
  private PeekStream checked(String form, InputStream in) {
    packed = true;
    return new PeekStream(
        new FilterInputStream(in) {
          @Override
          public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
          }

          @Override
          public int read(byte[] bytes, int from, int length) throws IOException {
            try {
              return in.read(bytes, from, length);
            } catch (TableException e) {
              throw e;
            } catch (EOFException e) {
              throw new TableException(
                  file, "is cut short: its " + form + " data ends too early; copy it again", e);
            } catch (IOException e) {
              throw new TableException(
                  file, "is damaged: it can't be unpacked as " + form + ": " + e.getMessage(), e);
            }
          }
        });
  }

  private void refuseOthers(byte[] head) throws TableException {
    if (head.length == 0) {
      throw new TableException(file, "is empty");
    }
    String text = new String(head, StandardCharsets.ISO_8859_1);
    String kind =
        text.startsWith("PK\u0003\u0004")
            ? "a zip archive (.npz, .xlsx)"
            : text.startsWith("PAR1")
                ? "a Parquet file"
                : text.startsWith("ARROW1") || text.startsWith("FEA1")
                    ? "an Arrow file"
                    : text.startsWith("\u0089HDF")
                        ? "an HDF5 file"
                        : text.startsWith("BZh")
                            ? "compressed with bzip2"
                            : text.startsWith("\u00fd7zXZ")
                                ? "compressed with xz"
                                : text.startsWith("(\u00b5/\u00fd") ? "compressed with zstd" : "";
    if (kind.startsWith("compressed")) {
      throw new TableException(file, "is " + kind + "; unpack it, or compress it with gzip");
    }
    if (!kind.isEmpty()) {
      throw new TableException(file, "is " + kind + "; save the table as .npy, .csv or .csv.gz");
    }
    if (text.startsWith("\u00ff\u00fe") || text.startsWith("\u00fe\u00ff")) {
      throw new TableException(file, "is text in UTF-16; save it as UTF-8");
    }
  }

  /** A name for what is made from it: that of a file, without its endings. */
  public static String plainName(Path file) {
    if (isStandardInput(file)) {
      return "stdin";
    }
    if (!isRepeatable(file)) {
      return "pipe";
    }
    String name = file.getFileName().toString();
    String packed = name.toLowerCase(Locale.ROOT).replaceFirst("\\.(gz|zst)$", "");
    return name.substring(0, packed.length()).replaceFirst("\\.[A-Za-z0-9]+$", "");
  }

  /** Standard input is not this class's to close. */
  private static final class Unclosed extends FilterInputStream {
    Unclosed(InputStream in) {
      super(in);
    }

    @Override
    public void close() {}
  }

  /** Counts, and sums up where asked. */
  private static final class Counting extends FilterInputStream {
    private final MessageDigest digest;
    private long bytes;
    private Seen seen;

    Counting(InputStream in, boolean summing) {
      super(in);
      digest = summing ? Sha256.begin() : null;
      if (summing) {
        this.in = new DigestInputStream(in, digest);
      }
    }

    @Override
    public int read() throws IOException {
      int b = in.read();
      bytes += b < 0 ? 0 : 1;
      return b;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      int read = in.read(buffer, from, length);
      bytes += Math.max(0, read);
      return read;
    }

    Seen seen() {
      if (seen == null) {
        seen = new Seen(bytes, HexFormat.of().formatHex(digest.digest()));
      }
      return seen;
    }
  }
}
