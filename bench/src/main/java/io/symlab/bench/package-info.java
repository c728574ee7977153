/**
 * Benchmarks: main classes that print figures, never part of the tests. {@code ./bench/run} lists
 * and runs them; {@code docs/benchmarks.md} says what they gave.
 */
package io.symlab.bench;
