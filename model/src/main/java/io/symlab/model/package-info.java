/** Symlab model. */
package io.symlab.model;
