/**
 * Who may work when, and on what: the one ledger of all hosts' resources, and the actor that has
 * the workers of all trials' stages made and watches them. What a worker does is not here, and
 * which one does a stage it is told.
 */
package io.symlab.actors.pool;
