package io.symlab.actors.lab;

import java.util.List;
import java.util.Optional;

/**
 * What a lab's last life left, as its journal has it.
 *
 * @param notes what the owner should know of the journal
 * @param firstAtWork the first of the trials that were at work when the lab died, e.g. {@code
 *     e3-1}; they go on in this order, so that it is the first to die of again
 */
public record LastLife(List<String> notes, Optional<String> firstAtWork) {
  public LastLife {
    notes = List.copyOf(notes);
  }
}
