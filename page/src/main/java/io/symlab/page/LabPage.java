package io.symlab.page;

import akka.actor.typed.ActorSystem;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.symlab.actors.host.DeviceSettings;
import io.symlab.actors.json.JsonViews;
import io.symlab.proto.LabView;
import java.nio.file.Path;

/** The lab as {@code lab status --json} has it, with its device and its disk. */
final class LabPage {
  /** So that what is told does not change with every file that is written. */
  private static final long STEP = 10_000_000;

  private final String device;

  LabPage(ActorSystem<?> system) {
    this.device = DeviceSettings.words(system.settings().config().getValue("symlab.devices"));
  }

  /** For who asks once: to the byte. */
  ObjectNode exact(LabView view) {
    return of(view, HomeDisk.of(Path.of(view.getHome())));
  }

  /** For who is told of every change. */
  ObjectNode rounded(LabView view) {
    HomeDisk disk = HomeDisk.of(Path.of(view.getHome()));
    return of(view, new HomeDisk(round(disk.free()), disk.total(), round(disk.journal())));
  }

  private ObjectNode of(LabView view, HomeDisk disk) {
    ObjectNode node = JsonViews.lab(view).put("device", device);
    node.set("disk", disk.json());
    return node;
  }

  private static long round(long bytes) {
    return bytes < STEP ? bytes : bytes / STEP * STEP;
  }
}
