package io.symlab.actors.worker;

import io.symlab.actors.trust.Place;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * Whether somebody listens where the lab is: who waits for it is told whether the lab is away or
 * takes its time.
 */
record LabAnswer(String host, int port) {
  private static final int MILLIS = 2000;

  static LabAnswer of(Place place) {
    return new LabAnswer(place.labHost(), place.labPort());
  }

  /**
   * As it is now; waits for an answer for a moment.
   *
   * @param wasIn whether the worker was with the lab before
   */
  String words(boolean wasIn) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), MILLIS);
      String what = wasIn ? " took this worker for lost" : " has yet to let this worker in";
      return "the lab at " + host + ":" + port + what;
    } catch (IOException e) {
      return "the lab at " + host + ":" + port + " is out of reach";
    }
  }
}
