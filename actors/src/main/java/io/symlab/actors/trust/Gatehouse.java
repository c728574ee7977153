package io.symlab.actors.trust;

import io.symlab.experiment.LabException;
import io.symlab.proto.Enrolment;
import io.symlab.proto.EnrolmentReply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A lab's side of letting workers in: makes the authority, gives invitations, opens the port for
 * them while there is one, and lets in who comes with one. Waits for files and processes.
 */
public final class Gatehouse implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";

  /** An invitation, for the command that uses it. */
  public record Invited(String join, String token, long untilMillis) {}

  private final ClusterFolder folder;
  private final Authority authority;
  private final Invitations invitations;
  private final Register register;
  private final Reception reception;
  private EnrolmentPort port;

  public Gatehouse(ClusterFolder folder) {
    this.folder = folder;
    this.authority = new Authority(folder);
    this.invitations = new Invitations(folder);
    this.register = new Register(authority);
    this.reception = new Reception(folder, invitations, register);
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
      reception.requireNew(name);
    }
    Token token = Token.fresh(authority.certificate());
    long until = System.currentTimeMillis() + validMillis;
    invitations.add(token, name, until);
    return new Invited(join(place), token.text(), until);
  }

  /** Whether the lab listens for processes of its own alone, and may still be opened to others. */
  public boolean isForOwnAlone() throws IOException, LabException {
    return isOpen()
        && folder.place().host().equals(LOOPBACK)
        && invitations.open(System.currentTimeMillis()).isEmpty()
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
    register.comes(name);
    Place here = folder.place();
    if (process.isOpen() && register.isOursFor(name, here.host())) {
      Place there = process.place();
      if (there.labHost().equals(here.host()) && there.labPort() == here.port()) {
        return;
      }
    }
    process.close();
    var its = new Authority(process);
    its.accept(register.letIn(its.request(), name, here.host()));
    process.open(
        new Place(name, here.host(), Addresses.freePort(here.host()), here.host(), here.port(), 0));
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
    return register.names();
  }

  /** Whether a node of this name was let in for this host. */
  public boolean isFor(String name, String host) throws IOException {
    return register.isFor(name, host);
  }

  /** Whether it was let in a moment ago, and may well be on its way. */
  public boolean isNew(String name) {
    return register.isNew(name);
  }

  /** The host that a worker was let in for; empty: it was not. */
  public Optional<String> host(String name) throws IOException {
    return register.host(name);
  }

  /**
   * Whose certificates run out within the next months, so that somebody sees to it.
   *
   * @param now milliseconds since 1970
   * @return a sentence each
   */
  public List<String> runningOut(long now) throws IOException {
    return register.runningOut(now);
  }

  /** Its certificate holds no more. */
  public void revoke(String name) throws IOException {
    register.revoke(name);
  }

  /** Serial numbers, hexadecimal. */
  public Collection<String> revoked() throws IOException {
    return folder.revoked();
  }

  /** The last that were sent away, and why. */
  public synchronized List<String> refusals() {
    return reception.refusals();
  }

  private void visit(Socket socket) throws IOException {
    var enrolment = Enrolment.parseFrom(Exchange.receive(socket));
    Exchange.send(socket, answer(enrolment, socket.getInetAddress()));
    try {
      attend(); // it may have been the last
    } catch (LabException e) {
      throw new IOException(e);
    }
  }

  private synchronized EnrolmentReply answer(Enrolment asked, InetAddress from) throws IOException {
    return reception.answer(asked, from);
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
