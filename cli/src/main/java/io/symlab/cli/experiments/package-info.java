/**
 * The verbs about experiments of a lab: submit, run, list, status, watch, logs, wait, cancel,
 * front, export, report.
 */
package io.symlab.cli.experiments;
