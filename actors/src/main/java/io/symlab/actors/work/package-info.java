/**
 * Those who work: one worker per stage of a trial, and the rollouts and islands that some of them
 * lead.
 *
 * <p>Workers hold nothing durable of their own: what must survive is written by {@code
 * CheckpointStore} and named to whoever began the stage, who writes it down. What is computed is
 * computed by the plain classes of {@code model} and {@code symbolic}; here it is cut in slices,
 * carried and kept.
 */
package io.symlab.actors.work;
