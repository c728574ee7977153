package io.symlab.model;

import java.util.Map;

/**
 * How far a work is, and what it measures on the way.
 *
 * @param done steps done
 * @param total steps to do in all
 * @param figures named readings, e.g. {@code meta-loss}, {@code held-out}; in the order to show
 *     them
 */
public record Progress(long done, long total, Map<String, Double> figures) {}
