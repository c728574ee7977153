/** Charts: axes, series, and how they are drawn as SVG and PNG. Knows nothing of what is shown. */
package io.symlab.experiment.report.chart;
