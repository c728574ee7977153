package io.symlab.actors.trust;

import io.symlab.experiment.LabException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * How a worker stands with its lab, asked at the lab's door: whether it takes the worker's
 * certificate. Akka would only go on trying.
 */
public final class Standing {
  private static final int CONNECT_MILLIS = 5000;
  private static final int WAIT_MILLIS = 1500;
  private static final int TRIES = 3;

  private final ClusterFolder folder;
  private final Place place;

  public Standing(ClusterFolder folder, Place place) {
    this.folder = folder;
    this.place = place;
  }

  /**
   * Asks; a lab that does not run tells nothing.
   *
   * @throws LabException when the lab hangs up on this worker again and again
   */
  public void requireNotRevoked() throws LabException, InterruptedException, IOException {
    for (int i = 0; i < TRIES; i++) {
      if (!isHungUpOn()) {
        return;
      }
      Thread.sleep(WAIT_MILLIS);
    }
    throw new LabException(
        1,
        "the lab at "
            + place.labHost()
            + ":"
            + place.labPort()
            + " does not take the certificate of "
            + place.name()
            + " any more; it was removed. Remove "
            + folder.path()
            + ", and 'lab invite' on the lab's machine lets it in again");
  }

  private boolean isHungUpOn() throws IOException {
    var context = Identity.of(folder).context();
    try (var socket = (SSLSocket) context.getSocketFactory().createSocket()) {
      socket.setEnabledProtocols(new String[] {Identity.PROTOCOL});
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      try {
        InetAddress lab = InetAddress.getByName(place.labHost());
        socket.connect(new InetSocketAddress(lab, place.labPort()), CONNECT_MILLIS);
      } catch (IOException e) {
        return false; // nobody there
      }
      socket.setSoTimeout(WAIT_MILLIS);
      socket.startHandshake();
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false; // the lab waits for this worker to speak
    } catch (IOException e) {
      return true;
    }
  }
}
