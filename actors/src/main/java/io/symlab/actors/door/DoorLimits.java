package io.symlab.actors.door;

import java.time.Duration;

/**
 * What a client may take of the lab's patience and memory.
 *
 * @param connections at once; who comes then is told to come again
 * @param requestBytes of one request
 * @param half how long a request may take from its first byte to its last
 * @param idle how long a connection may ask nothing
 * @param slow how long a reader may take nothing of what was written to it
 */
public record DoorLimits(
    int connections, int requestBytes, Duration half, Duration idle, Duration slow) {

  /** For recipes of this length. */
  public static DoorLimits forRecipes(int longestRecipe) {
    return new DoorLimits(
        128,
        Math.addExact(longestRecipe, 256 * 1024), // the overrides, and names and paths
        Duration.ofSeconds(10),
        Duration.ofMinutes(5),
        Duration.ofSeconds(60));
  }
}
