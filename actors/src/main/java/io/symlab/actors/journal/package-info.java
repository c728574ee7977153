/** What a lab adds to Akka's stores of events and snapshots: they stop before the disk ends. */
package io.symlab.actors.journal;
