package io.symlab.actors;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.symlab.proto.AskDevices;
import io.symlab.proto.ClientReply;
import io.symlab.proto.ClientRequest;
import io.symlab.proto.DeviceHolder;
import io.symlab.proto.DeviceView;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.HostView;
import io.symlab.proto.Status;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lab with eight GPUs that are none. */
class FakeGpuLabTest {
  private static final String SMALL =
      """
      name = small, optimizee { kind = quadratic, instances = 2, dimension = 2 }
      meta-train { epochs = 2, steps = 10, unroll = 5, evaluate-every = 2, evaluation-steps = 5 }
      distill {
        rollouts { train = 1, validation = 1, test = 1 }, steps = 20, coordinates = 4, window = 2
        islands = 1, population = 8, rounds = 1, reservoir = 20
      }
      meta-tune { epochs = 1, steps = 5, unroll = 5, rates = [] }
      evaluate.steps = 10
      """;

  @TempDir Path home;
  private LabProcess lab;
  private RemoteClient client;

  @BeforeEach
  void begin() throws Exception {
    lab =
        LabProcess.start(
            home,
            ConfigFactory.parseString(
                "symlab { slots = 2, device-processes = off, devices ="
                    + " [{ kind = fake-gpu, count = 8, memory = 16 GB, shares = 4 }] }"));
    client = RemoteClient.of(home);
  }

  @AfterEach
  void end() {
    client.close();
    lab.close();
  }

  /** Four would fit by shares, two fit by memory. */
  @Test
  void sixtyFourTrialsShareEightDevicesAndNoneIsEverOverItsSharesOrMemory() throws Exception {
    String id =
        client
            .submit(SMALL + "devices { shares = 1, memory = 6 GB }, sweep.seeds = 64")
            .getSubmitted()
            .getId();
    int most = 0;
    while (true) {
      HostView host = devices();
      for (DeviceView device : host.getDevicesList()) {
        int shares = device.getHoldersList().stream().mapToInt(DeviceHolder::getShares).sum();
        long memory = device.getHoldersList().stream().mapToLong(DeviceHolder::getMemory).sum();
        assertThat(shares).as(device.getName()).isLessThanOrEqualTo(device.getShares());
        assertThat(memory).as(device.getName()).isLessThanOrEqualTo(device.getMemory());
        assertThat(device.getSharesFree()).isEqualTo(device.getShares() - shares);
        if (device.getKind().equals("fake-gpu")) {
          assertThat(device.getHoldersCount()).isLessThanOrEqualTo(2);
          most = Math.max(most, device.getHoldersCount());
        }
      }
      ExperimentView view = status(id);
      if (!view.getState().equals("running") && !view.getState().equals("waiting")) {
        assertThat(view.getState()).isEqualTo("done");
        assertThat(view.getTrialsCount()).isEqualTo(64);
        break;
      }
      Thread.sleep(50);
    }
    assertThat(most).as("trials that shared a device").isEqualTo(2);
    assertThat(devices().getDevicesList()).allMatch(one -> one.getHoldersCount() == 0);
  }

  @Test
  void refusesARecipeThatAsksForMoreThanAnyDeviceHas() {
    for (String much : new String[] {"devices.shares = 5", "devices.memory = \"17 GB\""}) {
      ClientReply reply = client.submit(SMALL + much);
      assertThat(reply.getRefused().getExitCode()).isEqualTo(2);
      assertThat(reply.getRefused().getMessage())
          .contains("devices", "more than any host has", "lab has 8 fake-gpu of 4 shares");
    }
  }

  private HostView devices() {
    var ask = ClientRequest.newBuilder().setAskDevices(AskDevices.getDefaultInstance());
    return client.ask(ask).getDevices().getHosts(0);
  }

  private ExperimentView status(String id) {
    var ask = ClientRequest.newBuilder().setStatus(Status.newBuilder().setId(id));
    return client.ask(ask).getExperiment();
  }
}
