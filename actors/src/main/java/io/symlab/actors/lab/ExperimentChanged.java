package io.symlab.actors.lab;

/**
 * Published on the system's event stream: an experiment looks different now.
 *
 * @param id e.g. {@code e3}
 */
public record ExperimentChanged(String id) {}
