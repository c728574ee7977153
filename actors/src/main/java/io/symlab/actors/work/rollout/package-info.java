/**
 * One rollout, run by a worker of its own for whoever leads it, and which rollouts a distillation
 * needs. What becomes of their samples is not decided here.
 */
package io.symlab.actors.work.rollout;
