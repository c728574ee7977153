/**
 * The lab as one process: its start and its end, its settings, its log. The actors live in the
 * rooms below.
 */
package io.symlab.actors;
