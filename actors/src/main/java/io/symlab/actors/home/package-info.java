/** The folder that a lab lives in, and its lock. No actors. */
package io.symlab.actors.home;
