package io.symlab.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * What verbs print to, with the memory of what went wrong: a writer that only says that something
 * failed lets a full disk pass for success.
 */
final class StandardOutput extends PrintWriter {
  private final Remembering stream;

  private StandardOutput(Remembering stream) {
    super(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
    this.stream = stream;
  }

  /** This process's. */
  static StandardOutput ofProcess() {
    return to(new FileOutputStream(FileDescriptor.out));
  }

  static StandardOutput to(OutputStream stream) {
    return new StandardOutput(new Remembering(stream));
  }

  /**
   * Why not all could be written, in words; empty when all was. Flushes.
   *
   * @param out any writer that verbs print to
   */
  static String problem(PrintWriter out) {
    if (!out.checkError()) {
      return "";
    }
    IOException cause = out instanceof StandardOutput known ? known.stream.failure : null;
    if (cause == null || cause.getMessage() == null) {
      return "what it printed could not be written";
    }
    return cause.getMessage().contains("Broken pipe")
        ? "nobody reads what it prints any more (broken pipe)"
        : "what it printed could not be written: " + cause.getMessage();
  }

  private static final class Remembering extends OutputStream {
    private final OutputStream to;
    private IOException failure;

    Remembering(OutputStream to) {
      this.to = to;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      try {
        to.write(bytes, from, length);
      } catch (IOException e) {
        failure = failure == null ? e : failure;
        throw e;
      }
    }
  }
}
