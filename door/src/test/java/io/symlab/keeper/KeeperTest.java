package io.symlab.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.proto.KeeperView;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The watchdog, over its real lock and socket, with labs that end as a test has them end. */
class KeeperTest {
  private static final Duration AT_ONCE = Duration.ofMillis(1);
  private static final Duration NEVER = Duration.ofHours(1);

  @TempDir Path home;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final StringWriter said = new StringWriter();

  /** Labs that end with the codes given, and then one that lives until it is asked to end. */
  private static final class Labs implements Keeper.Labs {
    final AtomicInteger starts = new AtomicInteger();
    final CountDownLatch living = new CountDownLatch(1);
    final CompletableFuture<Integer> life = new CompletableFuture<>();
    private final Queue<Integer> codes;
    Optional<KeptLab> found = Optional.empty();

    Labs(Integer... codes) {
      this.codes = new ArrayDeque<>(List.of(codes));
    }

    @Override
    public synchronized KeptLab start() {
      starts.incrementAndGet();
      Integer code = codes.poll();
      if (code == null) {
        living.countDown();
      }
      return lab(code == null ? life : CompletableFuture.completedFuture(code));
    }

    @Override
    public Optional<KeptLab> running() {
      return found;
    }

    static KeptLab lab(CompletableFuture<Integer> life) {
      return new KeptLab() {
        @Override
        public int await() {
          return life.join();
        }

        @Override
        public void askToEnd() {
          life.complete(143);
        }

        @Override
        public void kill() {
          life.complete(137);
        }
      };
    }
  }

  @BeforeEach
  void makeRooms() throws IOException {
    Files.createDirectory(home.resolve("logs"));
  }

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @Test
  void startsACrashedLabAgainAndStopsWithAnOrderlyOne() throws Exception {
    var labs = new Labs(137, 0);
    assertThat(keeper(labs, AT_ONCE).run()).isZero();
    assertThat(labs.starts).hasValue(2);
    assertThat(said.toString()).contains("the daemon died (exit code 137)");
  }

  @Test
  void doesNotInsistWhereTheHomeCannotWork() throws Exception {
    var labs = new Labs(2);
    assertThat(keeper(labs, AT_ONCE).run()).isEqualTo(2);
    assertThat(labs.starts).hasValue(1);
  }

  @Test
  void givesUpAfterFiveCrashesInARowAndLeavesANote() throws Exception {
    var labs = new Labs(1, 1, 1, 1, 134, 0);
    assertThat(keeper(labs, AT_ONCE).run()).isEqualTo(1);
    assertThat(labs.starts).hasValue(5);
    assertThat(home.resolve("logs/gave-up")).content().contains("5 times", "exit code 134");
  }

  @Test
  void endsTheLabAndItselfWhenAskedTo() throws Exception {
    var labs = new Labs();
    Future<Integer> watch = watch(labs, AT_ONCE);
    labs.living.await();
    assertThat(KeeperClient.look(home)).map(KeeperView::getState).contains("running");
    assertThat(KeeperClient.leave(home)).map(KeeperView::getState).contains("left");
    assertThat(labs.life).isCompletedWithValue(143);
    assertThat(watch.get()).isZero();
    assertThat(KeeperClient.look(home)).isEmpty();
  }

  @Test
  void doesNotStartAgainWhatWasSentDownWhileItPaused() throws Exception {
    var labs = new Labs(1);
    Future<Integer> watch = watch(labs, NEVER);
    KeeperView pausing = awaitState("pausing");
    assertThat(pausing.getWhy()).contains("exit code 1");
    assertThat(pausing.getCrashes()).isEqualTo(1);
    assertThat(pausing.getSecondsLeft()).isBetween(1.0, NEVER.toSeconds() + 1.0);
    assertThat(KeeperClient.leave(home)).map(KeeperView::getState).contains("left");
    assertThat(watch.get()).isZero();
    assertThat(labs.starts).hasValue(1);
  }

  @Test
  void startsAtOnceWhenSomebodyWantsTheLabUp() throws Exception {
    var labs = new Labs(1);
    Future<Integer> watch = watch(labs, NEVER);
    awaitState("pausing");
    assertThat(KeeperClient.startNow(home)).isPresent();
    labs.living.await();
    assertThat(labs.starts).hasValue(2);
    KeeperClient.leave(home);
    assertThat(watch).isNotCancelled();
  }

  @Test
  void isTheOnlyOneOfItsHome() throws Exception {
    var labs = new Labs();
    Future<Integer> watch = watch(labs, AT_ONCE);
    labs.living.await();
    var rival = new Labs();
    assertThat(keeper(rival, AT_ONCE).run()).isEqualTo(Keeper.HELD);
    assertThat(rival.starts).hasValue(0);
    assertThat(KeeperClient.look(home)).map(KeeperView::getState).contains("running");
    KeeperClient.leave(home);
    assertThat(watch.get()).isZero();
  }

  @Test
  void takesOverALabThatRunsAlready() throws Exception {
    var labs = new Labs();
    var life = new CompletableFuture<Integer>();
    labs.found = Optional.of(Labs.lab(life));
    Future<Integer> watch = watch(labs, AT_ONCE);
    awaitState("running");
    assertThat(labs.starts).hasValue(0);
    life.complete(1);
    labs.living.await();
    assertThat(labs.starts).hasValue(1);
    KeeperClient.leave(home);
    assertThat(watch.get()).isZero();
  }

  @Test
  void saysWhatTheLabWaitsForAndForgetsItWithThatLab() throws Exception {
    var labs = new Labs();
    Future<Integer> watch = watch(labs, AT_ONCE);
    labs.living.await();
    awaitState("running");
    KeeperClient.waits(home, "the disk is full");
    assertThat(KeeperClient.look(home)).map(KeeperView::getWaits).contains("the disk is full");
    KeeperClient.waits(home, "");
    assertThat(KeeperClient.look(home)).map(KeeperView::getWaits).contains("");
    KeeperClient.waits(home, "the disk is full");
    KeeperClient.leave(home);
    assertThat(watch.get()).isZero();
  }

  @Test
  void doesNotMakeAHomeAnewThatWasDeleted() throws Exception {
    var labs = new Labs(1, 1);
    Future<Integer> watch = watch(labs, NEVER);
    awaitState("pausing");
    Files.delete(home.resolve("keeper.lock"));
    KeeperClient.startNow(home);
    assertThat(watch.get()).isEqualTo(2);
    assertThat(labs.starts).hasValue(1);
  }

  private Keeper keeper(Keeper.Labs labs, Duration pause) {
    return new Keeper(home, labs, pause, new PrintWriter(said, true));
  }

  private Future<Integer> watch(Keeper.Labs labs, Duration pause) {
    return threads.submit(() -> keeper(labs, pause).run());
  }

  private KeeperView awaitState(String state) throws Exception {
    while (true) {
      Optional<KeeperView> view = KeeperClient.look(home);
      if (view.isPresent() && view.get().getState().equals(state)) {
        return view.get();
      }
      Thread.sleep(10);
    }
  }
}
