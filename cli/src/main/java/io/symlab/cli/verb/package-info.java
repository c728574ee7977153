/** What verbs have in common. No verb lives here. */
package io.symlab.cli.verb;
