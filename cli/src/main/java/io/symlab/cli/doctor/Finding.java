package io.symlab.cli.doctor;

/**
 * One thing that {@code lab doctor} looked at.
 *
 * @param what was looked at
 * @param good whether the lab can live with it
 * @param found what is there
 * @param advice what to do; empty where nothing is to be done
 */
public record Finding(String what, boolean good, String found, String advice) {
  static Finding good(String what, String found) {
    return new Finding(what, true, found, "");
  }

  static Finding note(String what, String found, String advice) {
    return new Finding(what, true, found, advice);
  }

  static Finding wrong(String what, String found, String advice) {
    return new Finding(what, false, found, advice);
  }
}
