package io.symlab.symbolic;

/** Placeholder vocabulary. */
public enum Operator {
  ADD
}
