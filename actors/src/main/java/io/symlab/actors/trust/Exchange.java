package io.symlab.actors.trust;

import com.google.protobuf.Message;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;

/** One message over a socket: its length in four bytes, then itself; of bounded size. */
final class Exchange {
  private static final int MOST_BYTES = 16 * 1024;

  private Exchange() {}

  static void send(Socket socket, Message message) throws IOException {
    var out = new DataOutputStream(socket.getOutputStream());
    byte[] bytes = message.toByteArray();
    out.writeInt(bytes.length);
    out.write(bytes);
    out.flush();
  }

  static byte[] receive(Socket socket) throws IOException {
    var in = new DataInputStream(socket.getInputStream());
    int length = in.readInt();
    if (length < 0 || length > MOST_BYTES) {
      throw new IOException("a message of " + length + " bytes, where " + MOST_BYTES + " is most");
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }
}
