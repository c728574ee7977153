/** Symlab actors. */
package io.symlab.actors;
