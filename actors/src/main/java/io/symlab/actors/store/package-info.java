/**
 * The files that work leaves in a lab's home: whole ones, proven by their checksum, and loss curves
 * that grow. No actors; what stands in a result file is the business of {@code
 * io.symlab.experiment.results}.
 */
package io.symlab.actors.store;
