/**
 * One island, carried by a worker of its own, and the samples of this process that its islands
 * share. Islands know their neighbour on the ring and their leader, no more.
 */
package io.symlab.actors.work.island;
