/**
 * Evaluation: the worker that has rules run on held-out problems, a rollout each, and compares
 * them.
 */
package io.symlab.actors.work.evaluate;
