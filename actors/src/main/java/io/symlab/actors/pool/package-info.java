/**
 * Who may work when: the one ledger of slots, and the actor that starts and watches the workers of
 * all trials. What a worker does is not here, and which one does a stage it is told.
 */
package io.symlab.actors.pool;
