/**
 * What a trial and the worker of one of its stages say to each other, and what every worker needs
 * to say it: reports, failures, bulk cut into messages. No worker lives here.
 */
package io.symlab.actors.stage;
