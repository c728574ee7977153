package io.symlab.door;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.attribute.UserPrincipal;
import jdk.net.ExtendedSocketOptions;

/** Who is at the other end of a socket, as the kernel has it. */
public final class Peer {
  private Peer() {}

  /** Whether it is this user's; where the system does not tell, folders' modes have to do. */
  public static boolean is(UserPrincipal user, SocketChannel channel) throws IOException {
    return !channel.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)
        || channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().equals(user);
  }
}
