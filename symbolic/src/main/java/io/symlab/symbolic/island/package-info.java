/**
 * Populations that evolve: births by variation and directed growth, fitness, founders, the hall of
 * fame, migration between islands ({@code Island}), and all islands of a search in one process
 * ({@code LocalArchipelago}). A lab runs the same islands on its actors.
 */
package io.symlab.symbolic.island;
