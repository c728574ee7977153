package io.symlab.actors.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.symlab.experiment.LabException;
import io.symlab.experiment.Version;
import io.symlab.proto.Enrolment;
import io.symlab.proto.EnrolmentReply;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is let in and who is not, over real sockets of this machine. */
class GatehouseTest {
  private static final String HOST = "127.0.0.1";
  private static final long MINUTE = 60_000;

  @TempDir static Path folder;

  private static ClusterFolder lab;
  private static Gatehouse gatehouse;

  @BeforeAll
  static void opened() throws Exception {
    lab = ClusterFolder.of(folder.resolve("lab"));
    gatehouse = new Gatehouse(lab);
    gatehouse.open(HOST, 0, 0);
  }

  @AfterAll
  static void closed() throws IOException {
    gatehouse.close();
  }

  private Gatehouse.Invited invite(String name, long millis) throws Exception {
    var invited = gatehouse.invite("", name, millis);
    gatehouse.attend();
    return invited;
  }

  private Place join(String home, Gatehouse.Invited invited) throws Exception {
    return join(home, home, invited);
  }

  private Place join(String home, String name, Gatehouse.Invited invited) throws Exception {
    var token = Token.parse(invited.token());
    return new Joining(ClusterFolder.of(folder.resolve(home)), invited.join(), token)
        .enrol(name, "", 0);
  }

  @Test
  void whoIsInvitedGetsACertificateForItsAddress() throws Exception {
    Place place = join("one", invite("one", MINUTE));
    assertThat(place.name()).isEqualTo("one");
    assertThat(place.labHost()).isEqualTo(HOST);
    assertThat(gatehouse.workers()).contains("one");
    assertThat(gatehouse.isFor("one", HOST)).isTrue();
    assertThat(gatehouse.isFor("one", "127.0.0.2")).isFalse();
    assertThat(Identity.of(ClusterFolder.of(folder.resolve("one")))).isNotNull();
  }

  @Test
  void aWorkerWithoutANameIsCalledAsItsMachineAndNeverAsAnother() throws Exception {
    String first = join("unnamed1", "some machine!", invite("", MINUTE)).name();
    String second = join("unnamed2", "some machine!", invite("", MINUTE)).name();
    assertThat(first).isEqualTo("some-machine-");
    assertThat(second).isEqualTo("some-machine--2");
  }

  @Test
  void noNameIsGivenTwice() throws Exception {
    var kept = invite("", MINUTE); // keeps the port open
    var lost = invite("desk", MINUTE);
    var named = invite("desk", MINUTE);
    assertRefused("lost", lost, "no such token");
    assertThat(join("desk0", "desk", kept).name()).isEqualTo("desk");
    assertRefused("desk1", named, "there is a worker desk already");
    assertThatThrownBy(() -> invite("desk", MINUTE)).hasMessageContaining("desk already");
    invite("", MINUTE);
  }

  @Test
  void certificatesThatRunOutAreNamedInTime() throws Exception {
    join("ten-years", invite("ten-years", MINUTE));
    long now = System.currentTimeMillis();
    long year = 365L * 24 * 60 * MINUTE;
    assertThat(gatehouse.runningOut(now)).isEmpty();
    assertThat(gatehouse.runningOut(now + 10 * year - year / 4))
        .anySatisfy(one -> assertThat(one).contains("ten-years", "holds until"))
        .anySatisfy(one -> assertThat(one).contains("authority"));
  }

  @Test
  void aTokenIsUsedOnce() throws Exception {
    var kept = invite("", MINUTE); // keeps the port open
    var invited = invite("", MINUTE);
    join("first", invited);
    assertRefused("late", invited, "used already");
    join("kept", kept);
  }

  @Test
  void theSecretIsNowhereInTheLabsFolder() throws Exception {
    var invited = gatehouse.invite("", "secret", MINUTE);
    String bare = invited.token().substring(2 + 44, 2 + 68); // of its secret's letters
    try (var files = Files.walk(lab.path())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .doesNotContain(bare);
      }
    }
  }

  @Test
  void aTokenExpires() throws Exception {
    var kept = invite("", MINUTE);
    assertRefused("expired", invite("", -1), "expired");
    join("kept-too", kept);
  }

  @Test
  void aTokenOfAnotherLabIsNotUsedHere() throws Exception {
    var other = new Gatehouse(ClusterFolder.of(folder.resolve("other")));
    other.open(HOST, 0, 0);
    String foreign = other.invite("", "", MINUTE).token();
    var invited = invite("", MINUTE);
    assertRefused(
        "foreign", new Gatehouse.Invited(invited.join(), foreign, 0), "not the lab that gave");
    join("not-foreign", invited);
  }

  @Test
  void whereNobodyListensIsSaid() throws Exception {
    var invited = gatehouse.invite("", "", MINUTE);
    int free = Addresses.freePort(HOST);
    var wrong = new Gatehouse.Invited(HOST + ":" + free, invited.token(), 0);
    assertRefused("nobody", wrong, "nobody listens at " + wrong.join());
  }

  @Test
  void anotherBuildAClockThatIsOffAndAnotherAddressAreRefusedAndDoNotUseTheToken()
      throws Exception {
    var invited = invite("terms", MINUTE);
    var token = Token.parse(invited.token());
    long now = System.currentTimeMillis();
    var good =
        Enrolment.newBuilder()
            .setSecret(ByteString.copyFrom(token.secret()))
            .setBuild(Version.text())
            .setClockMillis(now)
            .setHost(HOST);
    assertThat(say(token, good.clone().setBuild("0.0.1"))).contains("0.0.1", Version.text());
    assertThat(say(token, good.clone().setClockMillis(now - 120_000))).contains("clock", "behind");
    assertThat(say(token, good.clone().setClockMillis(now + 120_000))).contains("ahead of");
    assertThat(say(token, good.clone().setHost("192.0.2.77"))).contains("192.0.2.77", HOST);
    assertThat(say(token, good.clone().setSecret(ByteString.copyFromUtf8("guess"))))
        .contains("no such token");
    assertThat(gatehouse.refusals()).first().asString().contains("no such token");
    assertThat(join("terms", invited).name()).isEqualTo("terms");
  }

  @Test
  void garbageHurtsNobody() throws Exception {
    var invited = invite("after-garbage", MINUTE);
    int port = lab.place().enrolmentPort();
    try (var plain = new Socket()) {
      plain.connect(new InetSocketAddress(HOST, port));
      plain.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    var token = Token.parse(invited.token());
    try (SSLSocket socket = connect(token)) {
      new DataOutputStream(socket.getOutputStream()).writeInt(Integer.MAX_VALUE);
      assertThat(socket.getInputStream().read()).isNegative();
    }
    assertThat(join("after-garbage", invited).name()).isEqualTo("after-garbage");
  }

  @Test
  void thePortIsOpenOnlyWhileAnInvitationIs() throws Exception {
    var own = new Gatehouse(ClusterFolder.of(folder.resolve("short")));
    own.open(HOST, 0, 0);
    int port = ClusterFolder.of(folder.resolve("short")).place().enrolmentPort();
    own.attend();
    assertThat(listens(port)).isFalse();
    assertThat(own.isForOwnAlone()).isTrue();
    own.invite("", "", MINUTE);
    assertThat(own.isForOwnAlone()).isFalse(); // whoever holds the token looks for it there
    own.attend();
    assertThat(listens(port)).isTrue();
    own.close();
  }

  @Test
  void whoWasRemovedIsNotBelievedAnyMore() throws Exception {
    join("removed", invite("removed", MINUTE));
    var chain =
        new X509Certificate[] {
          new Authority(lab).workers().get("removed"), new Authority(lab).certificate()
        };
    var trust = Identity.trust(lab);
    trust.checkClientTrusted(chain, "EC");
    gatehouse.revoke("removed");
    assertThatThrownBy(() -> trust.checkClientTrusted(chain, "EC")).hasMessageContaining("revoked");
    assertThat(gatehouse.workers()).doesNotContain("removed");
  }

  @Test
  void aWorkersCertificateDoesNotLetItPoseAsTheLab() throws Exception {
    join("poser", invite("poser", MINUTE));
    var authority = new Authority(lab);
    var chain = new X509Certificate[] {authority.workers().get("poser"), authority.certificate()};
    var only = new OnlyTheLab(Token.fresh(authority.certificate()));
    assertThatThrownBy(() -> only.checkServerTrusted(chain, "EC"))
        .hasMessageContaining("a worker of the lab");
  }

  @Test
  void slipsInCopyingATokenAreFound() throws Exception {
    String text = gatehouse.invite("", "", MINUTE).token();
    assertThat(Token.parse(" " + text + "\n").text()).isEqualTo(text);
    char other = text.charAt(10) == 'A' ? 'B' : 'A';
    for (String slip :
        new String[] {
          "", text.substring(1), text + "A", text.substring(0, 10) + other + text.substring(11)
        }) {
      assertThatThrownBy(() -> Token.parse(slip))
          .isInstanceOf(LabException.class)
          .hasMessageContaining("no token");
    }
  }

  @Test
  void addressesThatAreNotOfThisMachineOpenNothing() {
    var fresh = ClusterFolder.of(folder.resolve("nowhere"));
    for (String host : new String[] {"", "192.0.2.77", "a b", "-dname"}) {
      assertThatThrownBy(() -> new Gatehouse(fresh).open(host, 0, 0))
          .isInstanceOf(LabException.class)
          .hasMessageContaining("--host");
    }
    assertThat(fresh.isOpen()).isFalse();
  }

  private void assertRefused(String home, Gatehouse.Invited invited, String why) {
    assertThatThrownBy(() -> join(home, invited))
        .isInstanceOf(LabException.class)
        .hasMessageContaining(why);
    assertThat(folder.resolve(home).resolve("cluster")).doesNotExist();
  }

  private String say(Token token, Enrolment.Builder asked) throws Exception {
    try (SSLSocket socket = connect(token)) {
      Exchange.send(socket, asked.build());
      return EnrolmentReply.parseFrom(Exchange.receive(socket)).getRefused();
    }
  }

  private SSLSocket connect(Token token) throws Exception {
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    context.init(null, new TrustManager[] {new OnlyTheLab(token)}, null);
    var socket = (SSLSocket) context.getSocketFactory().createSocket();
    socket.connect(new InetSocketAddress(HOST, lab.place().enrolmentPort()));
    return socket;
  }

  private static boolean listens(int port) {
    try (var socket = new Socket(HOST, port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
