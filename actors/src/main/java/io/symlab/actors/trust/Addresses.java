package io.symlab.actors.trust;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/** This machine's addresses and ports. */
public final class Addresses {
  private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251})");

  private Addresses() {}

  static boolean isNumeric(String host) {
    return NUMERIC.matcher(host).matches();
  }

  /** Whether it can be the address or the name of a host at all. */
  public static boolean isHost(String text) {
    return NUMERIC.matcher(text).matches() || NAME.matcher(text).matches();
  }

  /** Whether it is an address of this machine, on which can be listened. */
  static boolean isOwn(String host) {
    try {
      freePort(host);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** A port that is free at the moment. */
  static int freePort(String host) throws IOException {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByName(host), 0));
      return socket.getLocalPort();
    }
  }

  /** Whether a host, given by name or address, has an address. */
  static boolean has(String host, InetAddress address) {
    try {
      return List.of(InetAddress.getAllByName(host)).contains(address);
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** Those that one can choose from, this machine's own interface last. */
  static List<String> own() {
    List<String> found = new ArrayList<>();
    try {
      for (NetworkInterface one : Collections.list(NetworkInterface.getNetworkInterfaces())) {
        if (one.isUp() && !one.isLoopback()) {
          Collections.list(one.getInetAddresses()).stream()
              .filter(address -> !address.isLinkLocalAddress())
              .forEach(address -> found.add(address.getHostAddress()));
        }
      }
    } catch (SocketException e) {
      found.clear();
    }
    found.add("127.0.0.1");
    return found;
  }
}
