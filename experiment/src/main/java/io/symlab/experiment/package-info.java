/**
 * What an experiment is, without a lab: its recipe, the files it leaves, its report, and what can
 * be done in the caller's own process. Knows neither Akka nor messages.
 *
 * <p>Here are the few words that all rooms share: stages, states, the error that a user is told,
 * this code's version.
 */
package io.symlab.experiment;
