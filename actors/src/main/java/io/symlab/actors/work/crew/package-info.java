/**
 * The islands and rollouts of one stage on one host, led there as a crew, and how whoever leads the
 * stage speaks with the crews of all hosts. What becomes of what they find is not decided here.
 */
package io.symlab.actors.work.crew;
