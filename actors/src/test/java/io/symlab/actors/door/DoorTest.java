package io.symlab.actors.door;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.symlab.door.DoorClient;
import io.symlab.door.Frames;
import io.symlab.door.SocketPlace;
import io.symlab.proto.ClientReply;
import io.symlab.proto.ClientRequest;
import io.symlab.proto.LogChunk;
import io.symlab.proto.Logs;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The socket with guests that behave, and with others; whoever talks here echoes. */
@Timeout(60)
class DoorTest {
  private static final Duration SHORT = Duration.ofMillis(1500);
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final int PLACES = 8;

  @TempDir Path home;

  private final AtomicInteger gone = new AtomicInteger();
  private Door door;

  @BeforeEach
  void open() throws IOException {
    var limits = new DoorLimits(PLACES, 100_000, SHORT, SHORT.multipliedBy(3), SHORT);
    door = Door.open(home, SocketPlace.LAB, limits, Echo::new);
  }

  @AfterEach
  void close() {
    door.close();
  }

  /** Answers with what it was asked, or with as many bytes as a question of logs wants. */
  private final class Echo implements Line.Talker {
    private final Line line;

    Echo(Line line) {
      this.line = line;
      line.listen();
    }

    @Override
    public void asked(byte[] request) {
      try {
        ClientRequest asked = ClientRequest.parseFrom(request);
        int length = asked.hasLogs() ? asked.getLogs().getMaxBytes() : request.length;
        var log = LogChunk.newBuilder().setText(ByteString.copyFrom(new byte[length]));
        line.send(ClientReply.newBuilder().setLog(log).build());
      } catch (IOException e) {
        line.close();
      }
    }

    @Override
    public void written() {
      line.listen();
    }

    @Override
    public void gone() {
      gone.incrementAndGet();
    }
  }

  @Test
  void answersOneRequestAfterTheOther() throws Exception {
    try (DoorClient guest = guest()) {
      for (int length : new int[] {0, 1, 70_000, 3}) {
        assertThat(ask(guest, length)).isEqualTo(length);
      }
    }
  }

  @Test
  void repliesHaveNoLimit() throws Exception {
    try (DoorClient guest = guest()) {
      assertThat(ask(guest, 30_000_000)).isEqualTo(30_000_000);
    }
  }

  @Test
  void hangsUpOnWhatIsNoFrameAndGoesOn() throws Exception {
    try (SocketChannel vandal = raw()) {
      vandal.write(ByteBuffer.wrap("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII)));
      assertHungUp(vandal);
    }
    assertStillAnswers();
  }

  @Test
  void hangsUpOnRequestsThatAreTooLong() throws Exception {
    var long1 = ClientRequest.newBuilder().setClientVersion("x".repeat(150_000)).build();
    try (DoorClient guest = guest()) {
      assertThatThrownBy(
              () -> {
                guest.send(long1, LONG);
                guest.receive(LONG);
              })
          .isInstanceOf(IOException.class);
    }
    assertStillAnswers();
  }

  @Test
  void hangsUpOnHalfARequestThatStaysOne() throws Exception {
    try (SocketChannel slow = raw()) {
      slow.write(ByteBuffer.allocate(6).putInt(50_000).putShort((short) 1).flip());
      assertHungUp(slow);
    }
    assertStillAnswers();
  }

  @Test
  void hangsUpOnWhoDripsHisRequest() throws Exception {
    try (SocketChannel slow = raw()) {
      slow.write(ByteBuffer.allocate(4).putInt(50_000).flip());
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 100; i++) {
                  Thread.sleep(50);
                  slow.write(ByteBuffer.allocate(1));
                }
              })
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void hangsUpOnWhoSaysNothing() throws Exception {
    try (SocketChannel idle = raw()) {
      assertHungUp(idle);
    }
  }

  @Test
  void hangsUpOnWhoDoesNotReadAndAnswersOthersMeanwhile() throws Exception {
    try (DoorClient lazy = guest()) {
      var asked = Logs.newBuilder().setMaxBytes(30_000_000);
      lazy.send(ClientRequest.newBuilder().setLogs(asked).build(), LONG);
      assertStillAnswers();
      while (gone.get() < 2) { // this guest, and the one that asked meanwhile
        Thread.sleep(20);
      }
      assertThatThrownBy(() -> lazy.receive(LONG)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void tellsWhoComesTooMany() throws Exception {
    List<SocketChannel> inside = new ArrayList<>();
    try {
      for (int i = 0; i < PLACES; i++) {
        inside.add(raw());
      }
      try (DoorClient more = guest()) {
        ClientReply reply = ClientReply.parseFrom(more.receive(LONG));
        assertThat(reply.getRefused().getMessage()).contains("more than " + PLACES);
      }
    } finally {
      for (SocketChannel one : inside) {
        one.close();
      }
    }
    while (gone.get() < PLACES) {
      Thread.sleep(20);
    }
    assertStillAnswers();
  }

  @Test
  void livesThroughTenThousandGuests() throws Exception {
    for (int i = 0; i < 10_000; i++) {
      raw().close();
    }
    assertStillAnswers();
  }

  @Test
  void takesTheSocketAwayWhenItIsShutAndLetsGuestsStay() throws Exception {
    try (DoorClient guest = guest()) {
      ask(guest, 1);
      door.shut();
      while (Files.exists(home.resolve(SocketPlace.LAB), LinkOption.NOFOLLOW_LINKS)) {
        Thread.sleep(10);
      }
      assertThat(DoorClient.connect(home, SocketPlace.LAB)).isEmpty();
      assertThat(home).isEmptyDirectory();
      assertThat(ask(guest, 5)).isEqualTo(5);
    }
  }

  private DoorClient guest() throws IOException {
    return DoorClient.connect(home, SocketPlace.LAB).orElseThrow();
  }

  private SocketChannel raw() throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(home.resolve(SocketPlace.LAB)));
    return channel;
  }

  private static int ask(DoorClient guest, int length) throws Exception {
    var asked = Logs.newBuilder().setMaxBytes(length);
    guest.send(ClientRequest.newBuilder().setLogs(asked).build(), LONG);
    return ClientReply.parseFrom(guest.receive(LONG)).getLog().getText().size();
  }

  private static void assertHungUp(SocketChannel channel) throws IOException {
    assertThat(channel.read(ByteBuffer.allocate(Frames.LONGEST_PART))).isEqualTo(-1);
  }

  /** Perhaps not at once: places are given back a moment after guests have gone. */
  private void assertStillAnswers() throws Exception {
    while (true) {
      try (DoorClient guest = guest()) {
        var asked = Logs.newBuilder().setMaxBytes(7);
        guest.send(ClientRequest.newBuilder().setLogs(asked).build(), LONG);
        ClientReply reply = ClientReply.parseFrom(guest.receive(LONG));
        if (reply.hasLog()) {
          assertThat(reply.getLog().getText().size()).isEqualTo(7);
          return;
        }
      }
      Thread.sleep(20);
    }
  }
}
