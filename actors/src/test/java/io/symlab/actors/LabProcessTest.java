package io.symlab.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.typesafe.config.ConfigFactory;
import io.symlab.actors.endpoint.StoredLab;
import io.symlab.actors.home.Home;
import io.symlab.door.SocketPlace;
import io.symlab.experiment.LabException;
import io.symlab.proto.Cancel;
import io.symlab.proto.ClientReply;
import io.symlab.proto.ClientRequest;
import io.symlab.proto.Down;
import io.symlab.proto.Follow;
import io.symlab.proto.Front;
import io.symlab.proto.Logs;
import io.symlab.proto.Wait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lab from outside: its door, its lock, and its answers to clients over the wire. */
class LabProcessTest {
  /** Would take hours: there is always something to cancel. */
  private static final String LONG =
      "name = long, optimizee.kind = quadratic, meta-train { epochs = 100000, steps = 1000 }";

  @TempDir static Path folder;
  private static Path home;
  private static LabProcess lab;
  private static RemoteClient client;

  @BeforeAll
  static void begin() throws Exception {
    home = folder.resolve("home");
    lab = LabProcess.start(home, ConfigFactory.parseString("symlab.slots = 1"));
    client = RemoteClient.of(home);
  }

  @AfterAll
  static void end() {
    client.close();
    lab.close();
    assertThat(home.resolve("socket")).doesNotExist();
  }

  @Test
  void saysWhoItIs() {
    var view = client.ask(RemoteClient.ping()).getLab();
    assertThat(view.getHome()).isEqualTo(home.toString());
    assertThat(view.getPid()).isEqualTo(ProcessHandle.current().pid());
    assertThat(view.getVersion()).startsWith("0.1.0");
    assertThat(view.getSlots()).isEqualTo(1);
  }

  @Test
  void keepsItsHomeToTheOwner() throws Exception {
    for (String name : new String[] {"", "journal", "experiments"}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(name))))
          .isEqualTo("rwx------");
    }
    for (String name : new String[] {"socket"}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(name))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void saysWhoItIsBeforeItIsAsked() throws Exception {
    assertThat(client.hello().getHome()).isEqualTo(home.toString());
    assertThat(client.hello().getPid()).isEqualTo(ProcessHandle.current().pid());
    assertThat(client.hello().getVersion()).startsWith("0.1.0");
  }

  @Test
  void shutsOutASecondLabAndNamesTheFirst() {
    assertThatThrownBy(() -> LabProcess.start(home, ConfigFactory.empty()))
        .isInstanceOf(LabException.class)
        .hasMessageContaining(home.toString())
        .hasMessageContaining("pid " + ProcessHandle.current().pid());
  }

  @Test
  void refusesABadRecipeAndStartsNothing() {
    int before = client.ask(RemoteClient.ping()).getLab().getExperiments();
    ClientReply reply =
        client.submit("name = bad, optimizee.kind = quadratic, meta-trian.epochs = 3");
    assertThat(reply.getRefused().getExitCode()).isEqualTo(2);
    assertThat(reply.getRefused().getMessage()).contains("meta-trian", "meta-train");
    assertThat(client.ask(RemoteClient.ping()).getLab().getExperiments()).isEqualTo(before);
  }

  @Test
  void refusesDataThatIsNotThere() {
    ClientReply reply =
        client.submit(
            "name = bad, optimizee { kind = mlp, data { kind = mnist, directory = /no/such } }");
    assertThat(reply.getRefused().getExitCode()).isEqualTo(2);
    assertThat(reply.getRefused().getMessage()).contains("/no/such");
  }

  @Test
  void refusesARecipeThatIsTooLong() {
    ClientReply reply = client.submit("# " + "x".repeat(200_000));
    assertThat(reply.getRefused().getExitCode()).isEqualTo(2);
    assertThat(reply.getRefused().getMessage()).contains("symlab.max-recipe-bytes");
  }

  @Test
  void knowsNoExperimentThatWasNotSubmitted() {
    ClientReply reply = client.ask(cancel("e99"));
    assertThat(reply.getRefused().getExitCode()).isEqualTo(2);
    assertThat(reply.getRefused().getMessage()).contains("e99", "lab list");
  }

  @Test
  void joinsWhatIsIdenticalUntilItHasEndedAndThenBeginsAnew() {
    String id = client.submit(LONG).getSubmitted().getId();
    var again = client.submit(LONG).getSubmitted();
    assertThat(again.getId()).isEqualTo(id);
    assertThat(again.getNote()).contains(id, "joined");

    var cancelled = client.ask(cancel(id)).getExperiment();
    assertThat(cancelled.getState()).isEqualTo("cancelled");
    assertThat(cancelled.getTrials(0).getState()).isEqualTo("cancelled");

    var anew = client.submit(LONG).getSubmitted();
    assertThat(anew.getId()).isNotEqualTo(id);
    assertThat(anew.getNote()).contains(id, "has ended");
    assertThat(client.ask(cancel(anew.getId())).getExperiment().getState()).isEqualTo("cancelled");
  }

  @Test
  void tellsWhoFollowsWhatChangesUntilTheEnd() throws Exception {
    String id = client.submit(LONG, "seed=21").getSubmitted().getId();
    try (var follower = RemoteClient.of(home)) {
      follower.send(
          ClientRequest.newBuilder().setFollow(Follow.newBuilder().setId(id).setFronts(true)));
      ClientReply first = follower.next();
      assertThat(first.getMore()).isTrue();
      ClientReply later = follower.next();
      assertThat(later.getExperiment()).isNotEqualTo(first.getExperiment());
      client.ask(cancel(id));
      while (later.getMore()) {
        later = follower.next();
      }
      assertThat(later.getExperiment().getState()).isEqualTo("cancelled");
      // The same connection takes the next question.
      assertThat(follower.ask(RemoteClient.ping()).getLab().getSlots()).isEqualTo(1);
    }
  }

  @Test
  void sendsNothingWhileNothingChanges() throws Exception {
    String running = client.submit(LONG, "seed=22").getSubmitted().getId();
    awaitWork(running); // two that come at once may be begun in either order
    String waiting = client.submit(LONG, "seed=23").getSubmitted().getId();
    try (var follower = RemoteClient.of(home)) {
      follower.send(ClientRequest.newBuilder().setFollow(Follow.newBuilder().setId(waiting)));
      ClientReply reply = follower.next();
      int changes = 0;
      while (changes < 5 && follower.hasNext(Duration.ofSeconds(2))) {
        changes++; // it may still be on its way into the queue; there it stays as it is
      }
      assertThat(changes).isLessThan(5);
      assertThat(reply.getExperiment().getId()).isEqualTo(waiting);
      assertThat(reply.getMore()).isTrue();
    }
    client.ask(cancel(running));
    client.ask(cancel(waiting));
  }

  @Test
  void refusesToFollowWhatThereIsNot() throws Exception {
    try (var follower = RemoteClient.of(home)) {
      follower.send(ClientRequest.newBuilder().setFollow(Follow.newBuilder().setId("e99")));
      assertThat(follower.next().getRefused().getExitCode()).isEqualTo(2);
    }
  }

  @Test
  void sendsALogAsItGrowsUntilTheTrialHasEnded() throws Exception {
    String id = client.submit(LONG, "seed=24").getSubmitted().getId();
    try (var reader = RemoteClient.of(home)) {
      reader.send(
          ClientRequest.newBuilder()
              .setLogs(Logs.newBuilder().setId(id).setTrial(1).setFollow(true)));
      var log = new StringBuilder();
      ClientReply piece = reader.next();
      log.append(piece.getLog().getText().toStringUtf8());
      assertThat(piece.getMore()).isTrue();
      client.ask(cancel(id));
      while (piece.getMore()) {
        piece = reader.next();
        log.append(piece.getLog().getText().toStringUtf8());
      }
      assertThat(log.toString()).contains("attempt 1 begins").endsWith("trial cancelled\n");
    }
  }

  @Test
  void waitsForAnEndForAsLongAsAsked() throws Exception {
    String id = client.submit(LONG, "seed=25").getSubmitted().getId();
    try (var waiting = RemoteClient.of(home)) {
      var brief = ClientRequest.newBuilder().setWait(Wait.newBuilder().setId(id));
      assertThat(waiting.ask(brief).getExperiment().getEndedMillis()).isZero();
      waiting.send(
          ClientRequest.newBuilder().setWait(Wait.newBuilder().setId(id).setMilliseconds(-1)));
      client.ask(cancel(id));
      assertThat(waiting.next().getExperiment().getState()).isEqualTo("cancelled");
    }
  }

  @Test
  void readsLogsFromWhereTheClientHasGotTo() {
    String id = client.submit(LONG, "seed=7").getSubmitted().getId();
    client.ask(cancel(id));
    var all = client.ask(logs(id, 0)).getLog();
    assertThat(all.getText().toStringUtf8()).contains("trial cancelled");
    assertThat(all.getEnded()).isTrue();
    var rest = client.ask(logs(id, all.getNextOffset() - 10)).getLog();
    assertThat(rest.getText().size()).isEqualTo(10);
    assertThat(rest.getNextOffset()).isEqualTo(all.getNextOffset());
  }

  @Test
  void hasAnEmptyFrontBeforeThereIsOne() {
    String id = client.submit(LONG, "seed=8").getSubmitted().getId();
    client.ask(cancel(id));
    var front =
        client
            .ask(ClientRequest.newBuilder().setFront(Front.newBuilder().setId(id).setTrial(1)))
            .getFront();
    assertThat(front.getRowsCount()).isZero();
    assertThat(front.getMarksMap()).isEmpty();
  }

  @Test
  void goesDownWhenAsked() throws Exception {
    Path other = folder.resolve("other");
    var second = LabProcess.start(other, ConfigFactory.empty());
    try (var there = RemoteClient.of(other)) {
      var down = ClientRequest.newBuilder().setDown(Down.getDefaultInstance());
      assertThat(there.ask(down).getLab().getHome()).isEqualTo(other.toString());
    }
    second.awaitTermination();
    assertThat(RemoteClient.isAnswered(other)).isFalse();
    Home.open(other).close(); // the lock is free
  }

  @Test
  void livesInAHomeWithAnyName() throws Exception {
    assumeThat(System.getProperty("sun.jnu.encoding")).isEqualTo("UTF-8"); // else no such names
    Path odd = folder.resolve("\u00e9 \ud83e\uddea 'x' " + "long ".repeat(20));
    try (var there = LabProcess.start(odd, ConfigFactory.empty());
        var guest = RemoteClient.of(odd)) {
      assertThat(there.home()).isEqualTo(odd);
      assertThat(guest.ask(RemoteClient.ping()).getLab().getHome()).isEqualTo(odd.toString());
    }
    assertThat(StoredLab.read(odd, StoredLab.copy(odd))).isNotNull();
  }

  @Test
  void anEndThatNobodyAskedForLeavesItsSocketBehindAndAnOrderlyOneDoesNot() throws Exception {
    Path crashed = folder.resolve("crashed");
    var there = LabProcess.start(crashed, ConfigFactory.empty());
    there.system().terminate();
    assertThatThrownBy(there::awaitOrderlyEnd)
        .isInstanceOf(LabException.class)
        .hasMessageContaining("nobody asked");
    assertThat(Files.exists(crashed.resolve(SocketPlace.LAB), LinkOption.NOFOLLOW_LINKS)).isTrue();
    assertThat(RemoteClient.isAnswered(crashed)).isFalse();
    LabProcess.start(crashed, ConfigFactory.empty()).close();
    assertThat(Files.exists(crashed.resolve(SocketPlace.LAB), LinkOption.NOFOLLOW_LINKS)).isFalse();
  }

  @Test
  void endsWhenItsHomeIsDeleted() throws Exception {
    Path doomed = folder.resolve("doomed");
    var there = LabProcess.start(doomed, ConfigFactory.empty());
    while (Files.exists(doomed)) {
      try (var files = Files.walk(doomed)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      } catch (IOException | UncheckedIOException e) {
        // The lab has just looked whether its disk can be written to: once more.
      }
    }
    assertThatThrownBy(there::awaitOrderlyEnd)
        .isInstanceOf(LabException.class)
        .hasMessageContaining(doomed.toString())
        .hasMessageContaining("deleted")
        .extracting(e -> ((LabException) e).exitCode())
        .isEqualTo(2);
  }

  @Test
  void saysWhichOfAkkasSettingsAkkaCanNotUse() throws Exception {
    Path odd = folder.resolve("settings");
    Files.createDirectories(odd);
    Files.writeString(odd.resolve("lab.conf"), "akka.log-dead-letters = maybe\n");
    assertThatThrownBy(() -> LabProcess.start(odd, ConfigFactory.empty()))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("lab.conf: 1")
        .hasMessageContaining("log-dead-letters")
        .extracting(e -> ((LabException) e).exitCode())
        .isEqualTo(LabException.BAD_INPUT);
    Home.open(odd).close(); // the lock is free
  }

  @Test
  void saysWhenItsJournalCanNotBeRead() throws Exception {
    Path damaged = folder.resolve("damaged");
    Home.open(damaged).close();
    Files.writeString(damaged.resolve("journal/CURRENT"), "MANIFEST-none\n");
    assertThatThrownBy(() -> LabProcess.start(damaged, ConfigFactory.empty()))
        .isInstanceOf(LabException.class)
        .hasMessageContaining(damaged.toString())
        .hasMessageContaining("MANIFEST-none")
        .extracting(e -> ((LabException) e).exitCode())
        .isEqualTo(2);
    Home.open(damaged).close(); // the lock is free
  }

  private static void awaitWork(String id) throws Exception {
    try (var follower = RemoteClient.of(home)) {
      follower.send(ClientRequest.newBuilder().setFollow(Follow.newBuilder().setId(id)));
      ClientReply reply = follower.next();
      while (!reply.getExperiment().getTrials(0).getState().equals("running")) {
        reply = follower.next();
      }
    }
  }

  private static ClientRequest.Builder cancel(String id) {
    return ClientRequest.newBuilder().setCancel(Cancel.newBuilder().setId(id));
  }

  private static ClientRequest.Builder logs(String id, long offset) {
    return ClientRequest.newBuilder()
        .setLogs(Logs.newBuilder().setId(id).setTrial(1).setOffset(offset));
  }
}
