/**
 * Who does which stage. The workers live in the rooms below, one for each kind of stage and two for
 * those that some of them lead: rollouts and islands.
 *
 * <p>Workers hold nothing durable of their own: what must survive is written to the {@code store}
 * and named to whoever began the stage, who writes it down. What is computed is computed by the
 * plain classes of {@code model} and {@code symbolic}; here it is cut in slices, carried and kept.
 */
package io.symlab.actors.work;
