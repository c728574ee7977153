/**
 * A lab in more than one process: who is there, who left, and the settings that Akka's cluster runs
 * by. A lab that was never opened to workers uses nothing of it but the list of its one process.
 */
package io.symlab.actors.cluster;
