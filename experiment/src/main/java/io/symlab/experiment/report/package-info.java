/**
 * A finished trial's report: one page that opens anywhere, and its plots and tables as files. It
 * reads the files of {@link io.symlab.experiment.results} and runs nothing.
 */
package io.symlab.experiment.report;
