/**
 * The last stage: measures what a trial has found and has its report written. How a report looks is
 * the business of {@code io.symlab.experiment.report}.
 */
package io.symlab.actors.work.report;
