/**
 * The watchdog of a lab in the background: one per home, which a lock proves. It starts the lab,
 * starts it again after a crash, and says on a socket of its own what it does next and why. Knows
 * the lab only as a process and a socket.
 */
package io.symlab.keeper;
