package io.symlab.actors.lab;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.TimerScheduler;
import io.symlab.proto.ClientReply;
import io.symlab.proto.ExperimentView;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Clients that wait for an experiment's end, each for as long as it likes.
 *
 * @param <C> what the experiment understands
 */
final class Waiters<C> {
  private final Map<ActorRef<ClientReply>, OptionalLong> waiting = new LinkedHashMap<>();
  private final TimerScheduler<C> timers;
  private final Function<ActorRef<ClientReply>, C> over;

  /**
   * @param over what the experiment is told when a client has waited for long enough
   */
  Waiters(TimerScheduler<C> timers, Function<ActorRef<ClientReply>, C> over) {
    this.timers = timers;
    this.over = over;
  }

  /** Waits for the end, however long it takes. */
  void add(ActorRef<ClientReply> client) {
    waiting.put(client, OptionalLong.empty());
  }

  void add(ActorRef<ClientReply> client, Duration patience) {
    waiting.put(client, OptionalLong.of(System.nanoTime() + patience.toNanos()));
    timers.startSingleTimer(client, over.apply(client), patience);
  }

  /** Sets timers anew: those of an actor end with it when it begins anew. */
  void rearm() {
    waiting.forEach(
        (client, end) ->
            end.ifPresent(
                at -> {
                  var left = Duration.ofNanos(Math.max(0, at - System.nanoTime()));
                  timers.startSingleTimer(client, over.apply(client), left);
                }));
  }

  void answer(ActorRef<ClientReply> client, ExperimentView view) {
    if (waiting.remove(client) != null) {
      client.tell(reply(view));
    }
  }

  void answerAll(ExperimentView view) {
    waiting.keySet().forEach(client -> client.tell(reply(view)));
    waiting.clear();
    timers.cancelAll();
  }

  static ClientReply reply(ExperimentView view) {
    return ClientReply.newBuilder().setExperiment(view).build();
  }
}
