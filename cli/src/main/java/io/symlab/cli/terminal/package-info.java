/**
 * Text on a terminal: tables, amounts, colours, its size, lines drawn in place. Knows nothing of
 * Symlab.
 */
package io.symlab.cli.terminal;
