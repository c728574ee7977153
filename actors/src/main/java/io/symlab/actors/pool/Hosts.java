package io.symlab.actors.pool;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.ActorContext;
import io.symlab.actors.host.FileKeeper;
import io.symlab.actors.host.HostRecords;
import io.symlab.actors.host.WorkerHost;
import io.symlab.actors.stage.WorkerContext;
import io.symlab.actors.store.CheckpointStore;
import io.symlab.proto.DropWorker;
import io.symlab.proto.HostRecord;
import io.symlab.proto.HostSlots;
import io.symlab.proto.MakeWorker;
import io.symlab.proto.StageHost;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The hosts that a pool has workers made by. A worker elsewhere gets a keeper of its trial's files
 * here, which lives as long as it does. Part of one actor, used in its handlers only.
 */
final class Hosts {
  private final ActorContext<?> context;
  private final WorkerContext files;
  private final ActorRef<WorkerHost.Reply> replies;
  private final Map<String, ActorRef<WorkerHost.Command>> hosts = new HashMap<>();
  private final Map<String, HostRecord> records = new HashMap<>();
  private final Map<ActorRef<Void>, Member> keepers = new HashMap<>();

  /**
   * @param files of the lab
   * @param replies hears what hosts say
   */
  Hosts(ActorContext<?> context, WorkerContext files, ActorRef<WorkerHost.Reply> replies) {
    this.context = context;
    this.files = files;
    this.replies = replies;
  }

  void up(HostRecord host, ActorRef<WorkerHost.Command> actor) {
    hosts.put(host.getName(), actor);
    records.put(host.getName(), host);
  }

  void gone(String name) {
    hosts.remove(name);
    records.remove(name);
  }

  /** Where a trial's stage is computed: where it is led, and where else it has slots. */
  List<StageHost> places(Member member) {
    List<StageHost> places = new ArrayList<>();
    places.add(place(member.lease.host(), member.lease.device()));
    for (HostSlots slots : member.work.begin().getHostSlotsList()) {
      if (!slots.getHost().equals(member.lease.host())) {
        places.add(place(slots.getHost(), Device.CPU));
      }
    }
    return places;
  }

  private StageHost place(String host, String device) {
    HostRecord record = records.getOrDefault(host, HostRecord.getDefaultInstance());
    return StageHost.newBuilder()
        .setHost(host)
        .setDevice(device)
        .setProcessor(record.getProcessor())
        .setBuild(record.getBuild())
        .build();
  }

  /** So many slots of a host, for who leads work there. */
  HostSlots slots(String name, int count) {
    String actor = ActorRefResolver.get(context.getSystem()).toSerializationFormat(hosts.get(name));
    return HostSlots.newBuilder().setHost(name).setSlots(count).setActor(actor).build();
  }

  /** Whether the host that these slots are of is still here, and has not begun anew. */
  boolean has(HostSlots slots) {
    return hosts.containsKey(slots.getHost())
        && slots.equals(slots(slots.getHost(), slots.getSlots()));
  }

  /** Has the worker of a trial's stage made where its lease is. */
  void make(Member member) {
    var what =
        MakeWorker.newBuilder()
            .setName(member.worker)
            .setStage(member.work.begin().getStage())
            .setRecipe(member.work.begin().getRecipe())
            .setDataChecksum(member.work.begin().getDataChecksum())
            .build();
    String host = member.lease.host();
    hosts.get(host).tell(new WorkerHost.Make(what, replies, keeper(member, host)));
  }

  private Optional<ActorRef<FileKeeper.Command>> keeper(Member member, String host) {
    if (host.equals(HostRecords.LAB)) {
      return Optional.empty();
    }
    ActorRef<FileKeeper.Command> keeper =
        context.spawnAnonymous(
            FileKeeper.create(
                host,
                member.work.begin(),
                new CheckpointStore(files.home()),
                member.work.reports()),
            DispatcherSelector.fromConfig(files.blockingDispatcher()));
    context.watch(keeper);
    keepers.put(keeper.unsafeUpcast(), member);
    member.keeper = Optional.of(keeper);
    return member.keeper;
  }

  void drop(Member member) {
    hosts
        .get(member.lease.host())
        .tell(new WorkerHost.Drop(DropWorker.newBuilder().setName(member.worker).build()));
  }

  /** Its worker has ended, or is lost: nobody speaks for that attempt any more. */
  void over(Member member) {
    member.keeper.ifPresent(
        keeper -> {
          keepers.remove(keeper.unsafeUpcast());
          context.stop(keeper);
        });
    member.keeper = Optional.empty();
  }

  /** Whose keeper has ended before the worker did; empty: it is nobody's. */
  Optional<Member> ofKeeper(ActorRef<Void> keeper) {
    return Optional.ofNullable(keepers.remove(keeper));
  }
}
