/**
 * The page of a report, section by section, and the charts and sentences on it. Reads a trial's
 * result files and nothing else.
 */
package io.symlab.experiment.report.page;
