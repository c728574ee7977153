package io.symlab.cli;

import io.symlab.symbolic.FrontChoice;
import java.util.Iterator;

/**
 * The choices that a front offers, for the options that take one: help and completion list them.
 */
final class FrontChoices implements Iterable<String> {
  @Override
  public Iterator<String> iterator() {
    return FrontChoice.ids().iterator();
  }
}
