/**
 * Symbolic regression on a table of one's own, in this process and without a lab.
 *
 * <p>Here live what a person may ask for ({@code DistillSettings}, {@code DistillLimits}), the run
 * itself ({@code DistillRun}), its folder and the state that it goes on from ({@code
 * DistillFolder}, {@code DistillState}), what it leaves ({@code DistillWriter}), and applying that
 * to another table ({@code Prediction}). Plain classes: no actors, no tensors; the command line
 * shows what they do.
 */
package io.symlab.experiment.distill;
