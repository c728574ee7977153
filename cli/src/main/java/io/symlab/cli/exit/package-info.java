/** How a verb ends: exit codes, and what Ctrl-C and other signals do. */
package io.symlab.cli.exit;
