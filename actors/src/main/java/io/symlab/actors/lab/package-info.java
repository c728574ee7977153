/**
 * The actors that decide about whole experiments: the lab and its experiments. What becomes of one
 * trial is decided in {@code trial}.
 */
package io.symlab.actors.lab;
