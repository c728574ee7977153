package io.symlab.actors.trust;

import com.google.protobuf.ByteString;
import io.symlab.experiment.LabException;
import io.symlab.experiment.Version;
import io.symlab.proto.Enrolment;
import io.symlab.proto.EnrolmentReply;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/** A worker's side of being let in: uses an invitation, once, for a certificate. */
public final class Joining {
  private static final int CONNECT_MILLIS = 10_000;
  private static final int PATIENCE_MILLIS = 60_000;

  private final ClusterFolder folder;
  private final String join;
  private final Token token;

  /**
   * @param folder the worker's own
   * @param join HOST:PORT of the invitation
   */
  public Joining(ClusterFolder folder, String join, Token token) {
    this.folder = folder;
    this.join = join;
    this.token = token;
  }

  /**
   * Goes to the lab; the folder is part of its cluster afterwards, or nothing is left of it.
   *
   * @param name that is wanted
   * @param host address to bind; empty: that by which the lab is reached
   * @param port to bind; 0: any that is free
   * @throws LabException when there is nobody, somebody else, or the lab refuses, in its words
   */
  public Place enrol(String name, String host, int port) throws LabException {
    if (folder.isOpen()) {
      Place there = folder.place();
      throw new LabException(
          LabException.BAD_INPUT,
          folder.path().getParent()
              + " is the worker "
              + there.name()
              + " of the lab at "
              + there.labHost()
              + " already: 'lab worker' alone starts it; choose another folder with --home, or"
              + " remove that one");
    }
    boolean done = false;
    try (SSLSocket socket = connect()) {
      String own = host.isEmpty() ? socket.getLocalAddress().getHostAddress() : host;
      if (!Addresses.isHost(own) || !Addresses.isOwn(own)) {
        throw new LabException(
            LabException.BAD_INPUT,
            own
                + " is no address of this machine; --host takes one of "
                + String.join(", ", Addresses.own()));
      }
      int bound = port == 0 ? Addresses.freePort(own) : port;
      var authority = new Authority(folder);
      byte[] request = authority.request();
      Exchange.send(
          socket,
          Enrolment.newBuilder()
              .setSecret(ByteString.copyFrom(token.secret()))
              .setBuild(Version.text())
              .setClockMillis(System.currentTimeMillis())
              .setName(name)
              .setHost(own)
              .setRequest(ByteString.copyFrom(request))
              .build());
      var reply = EnrolmentReply.parseFrom(Exchange.receive(socket));
      if (!reply.getRefused().isEmpty()) {
        throw new LabException(
            LabException.BAD_INPUT, "the lab at " + join + " refuses: " + reply.getRefused());
      }
      authority.accept(chain(reply));
      var place = new Place(reply.getName(), own, bound, reply.getLabHost(), reply.getLabPort(), 0);
      folder.open(place);
      done = true;
      return place;
    } catch (SSLHandshakeException e) {
      throw new LabException(
          LabException.BAD_INPUT,
          "who answers at " + join + " is not the lab that gave this token (" + words(e) + ")",
          e);
    } catch (IOException e) {
      throw new LabException(
          1,
          "can't join the lab at "
              + join
              + ": "
              + words(e)
              + "; is that the port that 'lab invite' printed?",
          e);
    } finally {
      if (!done) {
        clear();
      }
    }
  }

  private SSLSocket connect() throws LabException, IOException {
    int colon = join.lastIndexOf(':');
    String host = colon < 0 ? "" : join.substring(0, colon).replaceAll("^\\[|\\]$", "");
    int port = colon < 0 ? -1 : number(join.substring(colon + 1));
    if (!Addresses.isHost(host) || port < 1 || port > 65535) {
      throw new LabException(
          LabException.BAD_INPUT,
          "--join wants HOST:PORT as 'lab invite' printed it, is '" + join + "'");
    }
    SSLSocket socket = null;
    boolean connected = false;
    try {
      SSLContext context = SSLContext.getInstance(Identity.PROTOCOL);
      context.init(null, new TrustManager[] {new OnlyTheLab(token)}, null);
      socket = (SSLSocket) context.getSocketFactory().createSocket();
      socket.setEnabledProtocols(new String[] {Identity.PROTOCOL});
      socket.connect(new InetSocketAddress(InetAddress.getByName(host), port), CONNECT_MILLIS);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.startHandshake();
      connected = true;
      return socket;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    } catch (UnknownHostException e) {
      throw new LabException(LabException.BAD_INPUT, "there is no host " + host, e);
    } catch (ConnectException | SocketTimeoutException e) {
      throw new LabException(
          1,
          "nobody listens at "
              + join
              + ": the port is open only while an invitation is ('lab nodes' on the lab's machine"
              + " tells), and the lab must run there and be reachable from here",
          e);
    } finally {
      if (!connected && socket != null) {
        socket.close();
      }
    }
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private static List<X509Certificate> chain(EnrolmentReply reply) throws IOException {
    List<X509Certificate> chain = new ArrayList<>();
    for (ByteString one : reply.getChainList()) {
      chain.add(Authority.certificate(one.toByteArray()));
    }
    if (chain.size() != 2) {
      throw new IOException("the lab answered without a certificate");
    }
    return chain;
  }

  private void clear() {
    try {
      folder.close();
    } catch (IOException e) {
      // Without its place the folder counts as not being there.
      return;
    }
  }

  private static String words(IOException e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
