package io.symlab.cli.doctor;

/**
 * One thing that {@code lab doctor} looked at.
 *
 * @param what was looked at
 * @param good whether the lab can live with it
 * @param found what is there
 * @param advice what to do; empty where nothing is to be done
 */
public record CheckResult(String what, boolean good, String found, String advice) {
  static CheckResult good(String what, String found) {
    return new CheckResult(what, true, found, "");
  }

  static CheckResult note(String what, String found, String advice) {
    return new CheckResult(what, true, found, advice);
  }

  static CheckResult wrong(String what, String found, String advice) {
    return new CheckResult(what, false, found, advice);
  }
}
