package io.symlab.actors.cluster;

import io.symlab.actors.trust.Gatehouse;
import io.symlab.experiment.LabException;
import io.symlab.proto.InvitationView;
import io.symlab.proto.Invite;
import java.io.IOException;

/** Gives invitations; opens the lab with the first. */
final class Inviting {
  private final NodeSettings settings;
  private final Gatehouse gatehouse;
  private final boolean listens;

  /**
   * @param listens whether the lab is a member of a cluster as it runs
   */
  Inviting(NodeSettings settings, Gatehouse gatehouse, boolean listens) {
    this.settings = settings;
    this.gatehouse = gatehouse;
    this.listens = listens;
  }

  /** One; when it says that the lab begins anew, that is to happen next. */
  InvitationView invite(Invite asked) throws LabException, IOException {
    if (!settings.restarts() && (!listens || gatehouse.isForOwnAlone())) {
      throw new LabException(
          1,
          "this lab lives for one experiment and can't be opened to workers; start one with 'lab"
              + " up', and invite to that");
    }
    boolean opens =
        !gatehouse.isOpen()
            || (gatehouse.isForOwnAlone()
                && !asked.getHost().equals(settings.folder().place().host()));
    if (opens) {
      gatehouse.open(asked.getHost(), settings.port(), settings.enrolmentPort());
    }
    var invited = gatehouse.invite(asked.getHost(), asked.getName(), asked.getValidMillis());
    if (listens && !opens) {
      gatehouse.attend();
    }
    return InvitationView.newBuilder()
        .setJoin(invited.join())
        .setToken(invited.token())
        .setUntilMillis(invited.untilMillis())
        .setBeginsAnew(!listens || opens)
        .build();
  }
}
