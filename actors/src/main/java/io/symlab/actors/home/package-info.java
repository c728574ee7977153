/**
 * The folder that a lab lives in: its lock, its keys, and the note that says where it listens. No
 * actors.
 */
package io.symlab.actors.home;
