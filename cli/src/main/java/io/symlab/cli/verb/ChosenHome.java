package io.symlab.cli.verb;

import java.nio.file.Path;

/** The word before all verbs, as they see it: it knows which lab's folder is meant. */
public interface ChosenHome {
  /** Absolute; may not exist. */
  Path home();
}
