/** The verbs about a lab's workers: invite them, be one, look at them, let them go. */
package io.symlab.cli.nodes;
