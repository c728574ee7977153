package io.symlab.symbolic.table;

import java.io.IOException;
import java.nio.file.Path;

/** A file that is no table to learn from: which one, where in it, why, and what to do about it. */
public class TableException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param what is wrong, as a sentence that goes on after the file's name
   */
  public TableException(Path file, String what) {
    super(named(file) + " " + what);
  }

  TableException(Path file, String what, Throwable cause) {
    super(named(file) + " " + what, cause);
  }

  private static String named(Path file) {
    return TableInput.isStandardInput(file) ? "standard input" : file.toString();
  }

  /** For what is wrong with the roles of columns rather than with a file. */
  TableException(String message) {
    super(message);
  }
}
