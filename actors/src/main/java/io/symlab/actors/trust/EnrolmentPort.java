package io.symlab.actors.trust;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLServerSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The port on which workers come that were invited. It is open while an invitation is. The lab
 * shows its certificate; the worker has none yet, and says a secret instead.
 */
final class EnrolmentPort implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EnrolmentPort.class);
  private static final int MOST_AT_ONCE = 8;
  private static final int PATIENCE_MILLIS = 60_000; // the worker makes its keys meanwhile

  /** Speaks with one who came. */
  interface Visitor {
    void visit(Socket socket) throws IOException;
  }

  private final SSLServerSocket server;
  private final Visitor visitor;
  private final ExecutorService visits;

  private EnrolmentPort(SSLServerSocket server, Visitor visitor) {
    this.server = server;
    this.visitor = visitor;
    this.visits =
        new ThreadPoolExecutor(
            0,
            MOST_AT_ONCE,
            1,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              var thread = new Thread(task, "enrolment");
              thread.setDaemon(true);
              return thread;
            });
  }

  static EnrolmentPort open(ClusterFolder folder, Place place, Visitor visitor) throws IOException {
    var factory = Identity.of(folder).context().getServerSocketFactory();
    var server = (SSLServerSocket) factory.createServerSocket();
    server.setReuseAddress(true);
    server.setEnabledProtocols(new String[] {Identity.PROTOCOL});
    server.bind(new InetSocketAddress(InetAddress.getByName(place.host()), place.enrolmentPort()));
    var port = new EnrolmentPort(server, visitor);
    var thread = new Thread(port::accept, "enrolment-port");
    thread.setDaemon(true);
    thread.start();
    return port;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        socket.setSoTimeout(PATIENCE_MILLIS);
        try {
          visits.execute(() -> visit(socket));
        } catch (RejectedExecutionException e) {
          socket.close(); // too many at once
        }
      } catch (IOException e) {
        if (!server.isClosed()) {
          LOG.warn("a caller of the enrolment port was lost: {}", e.toString());
        }
      }
    }
  }

  private void visit(Socket socket) {
    try (socket) {
      visitor.visit(socket);
    } catch (IOException e) {
      LOG.warn("{} called the enrolment port: {}", socket.getInetAddress(), e.toString());
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    visits.shutdown();
  }
}
