/** Symlab bench. */
package io.symlab.bench;
