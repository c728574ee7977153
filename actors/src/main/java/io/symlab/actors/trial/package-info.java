/**
 * One trial: its way through the stages, attempt by attempt, and what it leaves beside its results.
 * It speaks to whoever began it in its own words, and to the pool for work; what is done in a stage
 * is not here.
 */
package io.symlab.actors.trial;
