package io.symlab.actors.trust;

import io.symlab.experiment.LabException;
import io.symlab.proto.Enrolment;
import io.symlab.proto.EnrolmentReply;
import java.io.IOException;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets in who comes to a lab with an invitation, or says why not. For one visitor at a time. */
final class Reception {
  private static final Logger LOG = LoggerFactory.getLogger(Reception.class);
  private static final int REMEMBERED = 5;

  private final ClusterFolder folder;
  private final Invitations invitations;
  private final Register register;
  private final ArrayDeque<String> refusals = new ArrayDeque<>();

  Reception(ClusterFolder folder, Invitations invitations, Register register) {
    this.folder = folder;
    this.invitations = invitations;
    this.register = register;
  }

  /** The last that were sent away, and why. */
  List<String> refusals() {
    return new ArrayList<>(refusals);
  }

  /** Answers who has come from an address. */
  EnrolmentReply answer(Enrolment asked, InetAddress from) throws IOException {
    String peer = from.getHostAddress();
    try {
      EnrolmentReply reply = letIn(asked, from);
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

  private EnrolmentReply letIn(Enrolment asked, InetAddress from) throws LabException, IOException {
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
    if (!Addresses.isHost(asked.getHost()) || !Addresses.has(asked.getHost(), from)) {
      throw new LabException(
          LabException.BAD_INPUT,
          "the worker says that it is at "
              + asked.getHost()
              + ", but comes from "
              + from.getHostAddress()
              + "; give the latter with --host");
    }
    if (!invitation.name().isEmpty()) {
      requireNew(invitation.name());
    }
    String name =
        invitation.name().isEmpty()
            ? NodeNames.free(asked.getName(), new TreeSet<>(register.names()))
            : invitation.name();
    List<X509Certificate> chain =
        register.letIn(asked.getRequest().toByteArray(), name, asked.getHost());
    invitations.use(invitation, name);
    Place place = folder.place();
    var reply = EnrolmentReply.newBuilder().setName(name);
    for (X509Certificate one : chain) {
      reply.addChain(Authority.bytes(one));
    }
    return reply.setLabHost(place.host()).setLabPort(place.port()).build();
  }

  /**
   * Refuses a name that a worker has.
   *
   * @throws LabException with exit code 2
   */
  void requireNew(String name) throws LabException, IOException {
    if (register.names().contains(name)) {
      throw new LabException(
          LabException.BAD_INPUT,
          "there is a worker "
              + name
              + " already; 'lab nodes remove "
              + name
              + "' takes it out, or choose another name");
    }
  }

  private static LabException refused(String why) {
    return new LabException(
        LabException.BAD_INPUT, why + "; 'lab invite' on the lab's machine gives another");
  }
}
