/**
 * A worker: a process that computes for a lab that runs elsewhere, and keeps nothing that the lab
 * could not do without.
 */
package io.symlab.actors.worker;
