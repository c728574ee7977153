package io.symlab.experiment.exchange;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;

/** A file that holds no learned optimizer, or not the one that is wanted; the message says why. */
public final class ExchangeException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ExchangeException(String message) {
    super(message);
  }

  ExchangeException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Of a part that should be JSON; what the parser says is about its own settings, too. */
  static ExchangeException noJson(String part, JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    boolean placed = at != null && at.getCharOffset() >= 0;
    return new ExchangeException(
        part + " is no JSON" + (placed ? " (at character " + (at.getCharOffset() + 1) + ")" : ""),
        e);
  }
}
