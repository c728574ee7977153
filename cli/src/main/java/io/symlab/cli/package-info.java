/**
 * The command line: one class per verb, the client that carries what they ask to the lab, and what
 * the answers look like as text, as JSON and as a live display.
 *
 * <p>Nothing here decides anything about experiments; that is the lab's. Verbs speak to it by
 * {@code client.proto} alone, whether it is another process or this one.
 */
package io.symlab.cli;
