package io.symlab.actors.trust;

import io.symlab.experiment.LabException;
import io.symlab.proto.Enrolment;
import io.symlab.proto.EnrolmentReply;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lab's side of letting workers in: makes the authority, gives invitations, opens the port for
 * them while there is one, and signs for who comes with one. Waits for files and processes.
 */
public final class Gatehouse implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Gatehouse.class);
  private static final int REMEMBERED = 5;
  private static final String LOOPBACK = "127.0.0.1";
  private static final long ON_ITS_WAY = Duration.ofMinutes(2).toNanos();
  private static final long SOON_MILLIS = Duration.ofDays(180).toMillis();

  /** An invitation, for the command that uses it. */
  public record Invited(String join, String token, long untilMillis) {}

  private final ClusterFolder folder;
  private final Authority authority;
  private final Invitations invitations;
  private final ArrayDeque<String> refusals = new ArrayDeque<>();
  private final Map<String, Long> letIn = new ConcurrentHashMap<>();
  private EnrolmentPort port;

  public Gatehouse(ClusterFolder folder) {
    this.folder = folder;
    this.authority = new Authority(folder);
    this.invitations = new Invitations(folder);
  }

  /** Whether the lab was opened to workers. */
  public boolean isOpen() {
    return folder.isOpen();
  }

  /**
   * Opens the lab to workers; from its next start on it listens for them.
   *
   * @param host address of this machine; empty: it was not said
   * @param clusterPort 0: any that is free
   * @param enrolmentPort 0: any that is free
   * @throws LabException with exit code 2 when that is no address of this machine
   */
  public synchronized void open(String host, int clusterPort, int enrolmentPort)
      throws LabException, IOException {
    if (host.isEmpty() || !Addresses.isHost(host) || !Addresses.isOwn(host)) {
      throw new LabException(
          LabException.BAD_INPUT,
          (host.isEmpty()
                  ? "say on which of this machine's addresses workers are to reach the lab"
                  : host + " is no address of this machine")
              + ": --host ADDRESS, of "
              + String.join(", ", Addresses.own())
              + " (127.0.0.1: only workers on this machine)");
    }
    authority.make(host);
    folder.open(
        Place.ofLab(
            host,
            clusterPort == 0 ? Addresses.freePort(host) : clusterPort,
            enrolmentPort == 0 ? Addresses.freePort(host) : enrolmentPort));
  }

  /**
   * One more invitation.
   *
   * @param host as the lab was opened with; empty: whichever that was
   * @param name of the worker; empty: it chooses
   * @throws LabException with exit code 2 when it can't be given
   */
  public synchronized Invited invite(String host, String name, long validMillis)
      throws LabException, IOException {
    Place place = folder.place();
    if (!host.isEmpty() && !host.equals(place.host())) {
      throw new LabException(
          LabException.BAD_INPUT,
          "this lab listens on "
              + place.host()
              + ", not on "
              + host
              + "; to move it, stop it, remove "
              + folder.path()
              + ", start it, and invite all workers anew");
    }
    if (!name.isEmpty()) {
      NodeNames.require(name);
      requireNew(name);
    }
    Token token = Token.fresh(authority.certificate());
    long until = System.currentTimeMillis() + validMillis;
    invitations.add(token, name, until);
    return new Invited(join(place), token.text(), until);
  }

  private void requireNew(String name) throws LabException, IOException {
    if (authority.workers().containsKey(name)) {
      throw new LabException(
          LabException.BAD_INPUT,
          "there is a worker "
              + name
              + " already; 'lab nodes remove "
              + name
              + "' takes it out, or choose another name");
    }
  }

  /** Whether the lab listens for processes of its own alone, and may still be opened to others. */
  public boolean isForOwnAlone() throws IOException, LabException {
    return isOpen()
        && folder.place().host().equals(LOOPBACK)
        && workers().stream().allMatch(NodeNames::isOwn);
  }

  /** Opens the lab to its own processes, where it is not open. */
  public synchronized void openForOwn(int clusterPort, int enrolmentPort)
      throws LabException, IOException {
    if (!isOpen()) {
      open(LOOPBACK, clusterPort, enrolmentPort);
    }
  }

  /**
   * Lets in a process of the lab's own, without an invitation; nothing happens where that was done
   * before and still holds.
   */
  public synchronized void letInOwn(ClusterFolder process, String name)
      throws LabException, IOException {
    letIn.put(name, System.nanoTime());
    Place here = folder.place();
    X509Certificate known = authority.workers().get(name);
    if (process.isOpen() && known != null && isFor(name, here.host())) {
      Place there = process.place();
      boolean same = there.labHost().equals(here.host()) && there.labPort() == here.port();
      if (same && isOurs(known)) {
        return;
      }
    }
    process.close();
    var its = new Authority(process);
    List<X509Certificate> chain = authority.sign(its.request(), name, here.host());
    authority.keep(name, chain.get(0));
    its.accept(chain);
    process.open(
        new Place(name, here.host(), Addresses.freePort(here.host()), here.host(), here.port(), 0));
  }

  private boolean isOurs(X509Certificate certificate) throws IOException {
    try {
      certificate.verify(authority.certificate().getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false; // of an authority before this one
    }
  }

  /** Opens the port when somebody is invited, and closes it when nobody is any more. */
  public synchronized void attend() throws IOException, LabException {
    boolean wanted = openInvitations() > 0;
    if (wanted && port == null) {
      port = EnrolmentPort.open(folder, folder.place(), this::visit);
    } else if (!wanted && port != null) {
      port.close();
      port = null;
    }
  }

  /** How many invitations can be used now. */
  public int openInvitations() throws IOException {
    return invitations.open(System.currentTimeMillis()).size();
  }

  /** The workers that have a certificate. */
  public Collection<String> workers() throws IOException {
    return authority.workers().keySet();
  }

  /** Whether a node of this name was let in for this host. */
  public boolean isFor(String name, String host) throws IOException {
    X509Certificate known = authority.workers().get(name);
    try {
      return known != null
          && known.getSubjectAlternativeNames().stream().anyMatch(one -> one.contains(host));
    } catch (CertificateException e) {
      throw new IOException(e);
    }
  }

  /** Whether it was let in a moment ago, and may well be on its way. */
  public boolean isNew(String name) {
    Long when = letIn.get(name);
    return when != null && System.nanoTime() - when < ON_ITS_WAY;
  }

  /** The host that a worker was let in for; empty: it was not. */
  public Optional<String> host(String name) throws IOException {
    X509Certificate known = authority.workers().get(name);
    try {
      return known == null
          ? Optional.empty()
          : known.getSubjectAlternativeNames().stream()
              .map(one -> one.get(1).toString())
              .findFirst();
    } catch (CertificateException e) {
      throw new IOException(e);
    }
  }

  /**
   * Whose certificates run out within the next months, so that somebody sees to it.
   *
   * @param now milliseconds since 1970
   * @return a sentence each
   */
  public List<String> runningOut(long now) throws IOException {
    List<String> words = new ArrayList<>();
    Map<String, X509Certificate> all = new TreeMap<>(authority.workers());
    all.put("the lab's authority", authority.certificate());
    all.forEach(
        (name, certificate) -> {
          Instant until = certificate.getNotAfter().toInstant();
          if (until.toEpochMilli() - now < SOON_MILLIS) {
            words.add(
                "the certificate of "
                    + name
                    + " holds until "
                    + LocalDate.ofInstant(until, ZoneOffset.UTC)
                    + ": invite anew before (docs/cluster.md, Security)");
          }
        });
    return words;
  }

  /** Its certificate holds no more. */
  public void revoke(String name) throws IOException {
    letIn.remove(name);
    authority.revoke(name);
  }

  /** Serial numbers, hexadecimal. */
  public Collection<String> revoked() throws IOException {
    return folder.revoked();
  }

  /** The last that were sent away, and why. */
  public synchronized List<String> refusals() {
    return new ArrayList<>(refusals);
  }

  private void visit(Socket socket) throws IOException {
    var enrolment = Enrolment.parseFrom(Exchange.receive(socket));
    Exchange.send(socket, answer(enrolment, socket));
    try {
      attend(); // it may have been the last
    } catch (LabException e) {
      throw new IOException(e);
    }
  }

  private synchronized EnrolmentReply answer(Enrolment asked, Socket socket) throws IOException {
    String peer = socket.getInetAddress().getHostAddress();
    try {
      EnrolmentReply reply = letIn(asked, socket);
      LOG.info("{} at {} was let in", reply.getName(), peer);
      return reply;
    } catch (LabException e) {
      LOG.warn("a worker at {} was refused: {}", peer, e.getMessage());
      refusals.addFirst(peer + ": " + e.getMessage());
      while (refusals.size() > REMEMBERED) {
        refusals.removeLast();
      }
      return EnrolmentReply.newBuilder().setRefused(e.getMessage()).build();
    }
  }

  private EnrolmentReply letIn(Enrolment asked, Socket socket) throws LabException, IOException {
    long now = System.currentTimeMillis();
    var invitation =
        invitations
            .find(asked.getSecret().toByteArray())
            .orElseThrow(() -> refused("the lab has given no such token"));
    if (!invitation.usedBy().isEmpty()) {
      throw refused("the token was used already, by " + invitation.usedBy());
    }
    if (!invitation.isOpen(now)) {
      throw refused("the token has expired");
    }
    Terms.requireBuild(asked.getBuild());
    Terms.requireClock(asked.getClockMillis(), now);
    if (!Addresses.isHost(asked.getHost())
        || !Addresses.has(asked.getHost(), socket.getInetAddress())) {
      throw new LabException(
          LabException.BAD_INPUT,
          "the worker says that it is at "
              + asked.getHost()
              + ", but comes from "
              + socket.getInetAddress().getHostAddress()
              + "; give the latter with --host");
    }
    if (!invitation.name().isEmpty()) {
      requireNew(invitation.name());
    }
    String name =
        invitation.name().isEmpty()
            ? NodeNames.free(asked.getName(), new TreeSet<>(authority.workers().keySet()))
            : invitation.name();
    List<X509Certificate> chain =
        authority.sign(asked.getRequest().toByteArray(), name, asked.getHost());
    authority.keep(name, chain.get(0));
    invitations.use(invitation, name);
    letIn.put(name, System.nanoTime());
    Place place = folder.place();
    var reply = EnrolmentReply.newBuilder().setName(name);
    for (X509Certificate one : chain) {
      reply.addChain(Authority.bytes(one));
    }
    return reply.setLabHost(place.host()).setLabPort(place.port()).build();
  }

  private static LabException refused(String why) {
    return new LabException(
        LabException.BAD_INPUT, why + "; 'lab invite' on the lab's machine gives another");
  }

  private static String join(Place place) {
    String host = place.host().contains(":") ? "[" + place.host() + "]" : place.host();
    return host + ":" + place.enrolmentPort();
  }

  @Override
  public synchronized void close() throws IOException {
    if (port != null) {
      port.close();
      port = null;
    }
  }
}
