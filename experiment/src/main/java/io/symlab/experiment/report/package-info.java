/**
 * A trial's report: its page, its pictures as files, its tables as CSV and its summary as JSON,
 * written from the result files alone. How the page looks is in {@code page}, how a chart is drawn
 * in {@code chart}.
 */
package io.symlab.experiment.report;
