package io.symlab.actors.lab;

import io.symlab.actors.pool.Free;
import io.symlab.experiment.Version;
import io.symlab.proto.ClientReply;
import io.symlab.proto.LabState;
import io.symlab.proto.LabView;
import io.symlab.proto.SlotsHeld;
import io.symlab.proto.Submitted;
import java.lang.management.ManagementFactory;
import java.util.TreeMap;

/** What clients are shown of the lab itself. */
final class LabViews {
  private LabViews() {}

  static ClientReply of(LabSettings settings, LabState state, Free free) {
    var view =
        LabView.newBuilder()
            .setVersion(Version.text())
            .setHome(settings.home().toString())
            .setPid(ProcessHandle.current().pid())
            .setStartedMillis(settings.startedMillis())
            .setUpSeconds(ManagementFactory.getRuntimeMXBean().getUptime() * 1e-3)
            .setUnit(unit())
            .setSlots(free.total())
            .setSlotsFree(free.free())
            .setExperiments(state.getOpenCount() + state.getEndedCount())
            .setRunning(state.getOpenCount())
            .setPaused(state.getPaused())
            .addAllNotes(settings.health().notes())
            .setTrouble(settings.health().trouble().orElse(""));
    new TreeMap<>(free.held())
        .forEach(
            (holder, slots) -> {
              String trial = trialName(holder);
              view.addHeld(SlotsHeld.newBuilder().setTrial(trial).setSlots(slots));
            });
    return ClientReply.newBuilder().setLab(view).build();
  }

  /** A trial as every verb names it. */
  static String trialName(String holder) {
    return holder.replaceFirst("-(?=[0-9]+$)", "/");
  }

  /** The unit of systemd whose process this is; empty: of none. */
  private static String unit() {
    boolean own =
        Long.toString(ProcessHandle.current().pid()).equals(System.getenv("SYSTEMD_EXEC_PID"));
    return own ? System.getenv().getOrDefault("SYMLAB_UNIT", "") : "";
  }

  /** A submission is safe. */
  static ClientReply submitted(String id, String note) {
    return ClientReply.newBuilder()
        .setSubmitted(Submitted.newBuilder().setId(id).setNote(note))
        .build();
  }
}
