/**
 * The command line: where {@code lab} begins, and which verbs there are. The verbs live in the
 * rooms below, by what they need.
 *
 * <p>Nothing here decides anything about experiments; that is the lab's. Verbs speak to it by
 * {@code client.proto} alone, whether it is another process or this one.
 */
package io.symlab.cli;
