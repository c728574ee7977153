/** The verbs that start and stop a lab, and the lab as a process in the background. */
package io.symlab.cli.daemon;
