package io.symlab.actors.pool;

import io.symlab.actors.stage.StageWorker;
import io.symlab.experiment.Stage;
import io.symlab.proto.HostSlots;
import io.symlab.proto.StageBegin;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a stage gets of all hosts: its lease, and for one that leads crews all slots that are free,
 * on whichever host; and what it hears when a host with some of them goes.
 */
final class Allotment {
  /** Those that have a crew on every host that they have slots on. */
  private static final Set<Stage> WITH_CREWS = EnumSet.of(Stage.DISTILL, Stage.EVALUATE);

  private final Ledger ledger;
  private final Hosts hosts;
  private final String engine;

  /**
   * @param engine that computes learned optimizers
   */
  Allotment(Ledger ledger, Hosts hosts, String engine) {
    this.ledger = ledger;
    this.hosts = hosts;
    this.engine = engine;
  }

  /** Notes what the stage is to have. */
  void lend(Member member, TrainerPool.Work work) {
    String trial = work.trial();
    member.lease = ledger.lease(trial).orElseThrow();
    StageBegin.Builder begin =
        work.begin().toBuilder().setLease(member.lease.toProto(engine)).setSlots(1);
    member.slots = 1;
    if (WITH_CREWS.contains(Stage.of(begin.getStage()))) {
      Map<String, Integer> slots = ledger.grow(trial, true);
      slots.forEach((host, count) -> begin.addHostSlots(hosts.slots(host, count)));
      member.slots = slots.values().stream().mapToInt(Integer::intValue).sum();
      begin.setSlots(member.slots);
    }
    member.work = new TrainerPool.Work(trial, work.need(), begin.build(), work.reports());
  }

  /** Has the worker of a stage begin; hosts may have gone while it was made. */
  void begin(Member member) {
    StageWorker.Begin what = new StageWorker.Begin(member.work.begin(), member.work.reports());
    member.stage.ifPresent(worker -> worker.tell(what));
    for (HostSlots slots : member.work.begin().getHostSlotsList()) {
      if (!hosts.has(slots)) {
        lost(member, slots.getHost());
      }
    }
  }

  /** Offers the first of those that lead crews the slots that nobody else wants. */
  void offer(Members members) {
    if (ledger.spareSlots() > 0) {
      members.all().stream()
          .filter(Allotment::leadsCrews)
          .min(Comparator.comparing(member -> member.order))
          .ifPresent(member -> member.trial.tell(new PoolReply.MoreSlots()));
    }
  }

  private static boolean leadsCrews(Member member) {
    return member.stage.isPresent()
        && !member.leaving
        && member.again.isEmpty()
        && !member.work.begin().getHostSlotsList().isEmpty();
  }

  /** A host is gone on which these have slots beside what they hold elsewhere. */
  void lost(List<Member> members, String host) {
    members.forEach(member -> lost(member, host));
  }

  private static void lost(Member member, String host) {
    member.stage.ifPresent(worker -> worker.tell(new StageWorker.HostLost(host)));
  }
}
