/**
 * Distilling: the worker that leads rollouts and islands at once, who gets a turn when, and what is
 * kept so that work can go on: the sample log and the islands at one round.
 */
package io.symlab.actors.work.distill;
