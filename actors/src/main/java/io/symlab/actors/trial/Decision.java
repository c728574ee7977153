package io.symlab.actors.trial;

import java.util.List;
import java.util.function.Consumer;

/**
 * What a message to an event-sourced actor leads to.
 *
 * @param events to be written down; may be empty
 * @param then what is done, with the state that they make, once they are safe
 */
public record Decision<E, S>(List<E> events, Consumer<S> then) {
  /** Something is written down, and then something done. */
  public static <E, S> Decision<E, S> of(E event, Consumer<S> then) {
    return new Decision<>(List.of(event), then);
  }

  /** Nothing is written down. */
  public static <E, S> Decision<E, S> only(Consumer<S> then) {
    return new Decision<>(List.of(), then);
  }

  /** Nothing is written down, and nothing is left to be done. */
  public static <E, S> Decision<E, S> none() {
    return only(state -> {});
  }
}
