/**
 * The lab's own processes, one for each of its GPUs, so that what crashes one of them costs an
 * attempt and not the lab: which there are, how they are started and watched. What they do is a
 * worker's business.
 */
package io.symlab.actors.processes;
