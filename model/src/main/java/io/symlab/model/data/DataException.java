package io.symlab.model.data;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.ZipException;

/** Data that cannot be had or read; the message names the file, what was found and what to do. */
public final class DataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DataException(String message) {
    super(message);
  }

  public DataException(String message, Throwable cause) {
    super(message, cause);
  }

  /** A file that nothing can be read from. */
  public static DataException unreadable(Path file, IOException cause) {
    return new DataException("can't read " + file + ": " + reason(cause), cause);
  }

  /** Why a file can't be read, in words. */
  public static String reason(IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (cause instanceof AccessDeniedException) {
      return "this user may not read it";
    }
    if (cause instanceof ZipException) {
      return "it is damaged (" + cause.getMessage() + "); copy or save it again";
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
