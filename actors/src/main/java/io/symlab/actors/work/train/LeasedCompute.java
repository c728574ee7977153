package io.symlab.actors.work.train;

import io.symlab.actors.host.DeviceSettings;
import io.symlab.model.rule.learned.Compute;
import io.symlab.model.rule.learned.RuleEngine;
import io.symlab.model.torch.TorchDevice;
import io.symlab.proto.DeviceLease;
import io.symlab.proto.StageBegin;

/** What a stage's lease lets it compute with. */
final class LeasedCompute {
  private LeasedCompute() {}

  /** Without a lease, and on a GPU that is none, it is the processor. */
  static Compute of(StageBegin begin) {
    DeviceLease lease = begin.getLease();
    String device = lease.getDevice();
    boolean real = device.startsWith(DeviceSettings.GPU);
    return new Compute(
        lease.getEngine().isEmpty() ? RuleEngine.FUSED : RuleEngine.named(lease.getEngine()),
        real ? new TorchDevice(device) : TorchDevice.CPU);
  }
}
