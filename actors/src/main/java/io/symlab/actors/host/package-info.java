/**
 * What a process has for work, and the actor that makes workers in it: by messages alone, so that
 * it makes no difference whether the process is the lab's own or one elsewhere.
 */
package io.symlab.actors.host;
