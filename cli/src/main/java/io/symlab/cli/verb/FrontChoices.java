package io.symlab.cli.verb;

import io.symlab.symbolic.front.FrontChoice;
import java.util.Iterator;

/**
 * The choices that a front offers, for the options that take one: help and completion list them.
 */
public final class FrontChoices implements Iterable<String> {
  @Override
  public Iterator<String> iterator() {
    return FrontChoice.ids().iterator();
  }
}
