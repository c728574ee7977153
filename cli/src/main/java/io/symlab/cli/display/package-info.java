/** What answers and results look like, as text, as JSON and as a live display. Asks nothing. */
package io.symlab.cli.display;
