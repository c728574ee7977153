package io.symlab.bench.lab;

import com.typesafe.config.ConfigFactory;
import io.symlab.actors.LabProcess;
import io.symlab.cli.client.LabClient;
import io.symlab.cli.client.LabQuestions;
import io.symlab.proto.ClientRequest;
import io.symlab.proto.DeviceHolder;
import io.symlab.proto.DeviceView;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.Status;
import io.symlab.proto.Submit;
import io.symlab.proto.TrialView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A lab with GPUs that are none, and more trials than fit on them: whether a device is ever over
 * its shares or memory, and how long what was given back lies idle while trials wait for it. Who
 * waits for a slot of the processor between two stages is counted apart: no device helps it. The
 * lab is asked every 10 ms or so, so that a delay is found up to that and the answer's time too
 * long.
 *
 * <p>Arguments: {@code devices=8}, {@code shares=4}, {@code trials=64}, {@code epochs=20}.
 */
public final class FakeGpus {
  private static final String RECIPE =
      """
      name = fake-gpus, optimizee.kind = quadratic
      meta-train { epochs = %d, steps = 100, evaluate-every = 10, evaluation-steps = 20 }
      distill {
        rollouts { train = 1, validation = 1, test = 1 }, steps = 20, coordinates = 4, window = 2
        islands = 1, population = 8, rounds = 1, reservoir = 20
      }
      meta-tune { epochs = 1, steps = 20, rates = [] }
      evaluate.steps = 20
      devices { shares = 2, memory = "7 GB" }
      sweep.seeds = %d
      """;

  private final Map<String, Long> idleSince = new HashMap<>();
  private final List<Double> delays = new ArrayList<>();
  private int over;
  private int forSlots;
  private int most;

  private FakeGpus() {}

  public static void main(String[] args) throws Exception {
    Arguments given = Arguments.of(args, "devices", "shares", "trials", "epochs");
    int devices = given.number("devices", 8);
    int shares = given.number("shares", 4);
    int trials = given.number("trials", 64);
    Path home = Files.createTempDirectory("fake-gpus");
    var settings =
        ConfigFactory.parseString(
            "symlab.device-processes = off, symlab.devices = [{ kind = fake-gpu, count = %d, shares = %d, memory = 16 GB }]"
                .formatted(devices, shares));
    try (var lab = LabProcess.start(home, settings);
        var client = LabClient.connect(home)) {
      String recipe = RECIPE.formatted(given.number("epochs", 20), trials);
      new FakeGpus().measure(client, recipe, lab.home());
    }
  }

  private void measure(LabClient client, String recipe, Path home) throws Exception {
    long begin = System.nanoTime();
    var submit = Submit.newBuilder().setRecipe(recipe).setOrigin("bench").setDirectory("/");
    String id = client.ask(ClientRequest.newBuilder().setSubmit(submit)).getSubmitted().getId();
    ExperimentView view;
    do {
      for (DeviceView device :
          client.ask(LabQuestions.devices()).getDevices().getHosts(0).getDevicesList()) {
        look(device, System.nanoTime());
      }
      var ask = ClientRequest.newBuilder().setStatus(Status.newBuilder().setId(id));
      view = client.ask(ask).getExperiment();
      if (view.getTrialsList().stream().noneMatch(FakeGpus::waitsForADevice)) {
        idleSince.clear(); // nobody waits for a device
      }
      int now = (int) view.getTrialsList().stream().filter(FakeGpus::waitsForASlot).count();
      forSlots = Math.max(forSlots, now);
      Thread.sleep(10);
    } while (view.getEndedMillis() == 0);
    Collections.sort(delays);
    System.out.printf(
        Locale.ROOT,
        "%s in %s: %d trials %s in %.1f s; at most %d on one device; over its shares or memory %d"
            + " times%n",
        id,
        home,
        view.getTrialsCount(),
        view.getState(),
        (System.nanoTime() - begin) * 1e-9,
        most,
        over);
    System.out.printf(
        Locale.ROOT,
        "%d leases given back while trials waited: used again after %.3f s (median), %.3f s"
            + " (longest); at most %d trials waited for a slot of the processor meanwhile%n",
        delays.size(),
        delays.isEmpty() ? Double.NaN : delays.get(delays.size() / 2),
        delays.isEmpty() ? Double.NaN : delays.get(delays.size() - 1),
        forSlots);
  }

  /** One that has not trained yet, or has come back for a device. */
  private static boolean waitsForADevice(TrialView trial) {
    return trial.getState().equals("waiting")
        && (trial.getAttempt() == 0 || trial.getNote().endsWith("of a GPU"));
  }

  private static boolean waitsForASlot(TrialView trial) {
    return trial.getState().equals("waiting") && trial.getNote().contains("CPU slot");
  }

  private void look(DeviceView device, long now) {
    if (!device.getKind().equals("fake-gpu")) {
      return;
    }
    int shares = device.getHoldersList().stream().mapToInt(DeviceHolder::getShares).sum();
    long memory = device.getHoldersList().stream().mapToLong(DeviceHolder::getMemory).sum();
    over += shares > device.getShares() || memory > device.getMemory() ? 1 : 0;
    most = Math.max(most, device.getHoldersCount());
    for (int place = 0; place < device.getShares() / 2 && place < 2; place++) {
      String name = device.getName() + "/" + place;
      if (device.getHoldersCount() > place) {
        Long since = idleSince.remove(name);
        if (since != null) {
          delays.add((now - since) * 1e-9);
        }
      } else {
        idleSince.putIfAbsent(name, now);
      }
    }
  }
}
