package io.symlab.actors.cluster;

import io.symlab.actors.trust.Gatehouse;
import io.symlab.actors.trust.Place;
import io.symlab.experiment.LabException;
import io.symlab.experiment.Version;
import io.symlab.proto.ClientReply;
import io.symlab.proto.NodeList;
import io.symlab.proto.NodeView;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;

/** The nodes of a lab, for who asks. */
final class NodeViews {
  private NodeViews() {}

  /**
   * All of them: the lab's own process, workers that are there, workers that could be.
   *
   * @param open whether the lab listens for workers
   * @param left when those were seen last that are not there, in milliseconds since 1970
   */
  static ClientReply list(
      NodeSettings settings,
      boolean open,
      Gatehouse gatehouse,
      Collection<Node> nodes,
      Map<String, Long> left) {
    var list = NodeList.newBuilder();
    var own =
        NodeView.newBuilder()
            .setName(Place.LAB)
            .setState("up")
            .setBuild(Version.text())
            .setSlots(settings.slots())
            .setSinceMillis(settings.startedMillis());
    try {
      if (open) {
        Place place = settings.folder().place();
        own.setAddress(place.host() + ":" + place.port());
        list.setInvitations(gatehouse.openInvitations());
      }
      list.addNodes(own);
      nodes.forEach(node -> list.addNodes(node.view()));
      if (open) {
        for (String name : gatehouse.workers()) {
          if (nodes.stream().noneMatch(node -> node.name().equals(name))) {
            list.addNodes(
                NodeView.newBuilder()
                    .setName(name)
                    .setState("away")
                    .setSinceMillis(left.getOrDefault(name, 0L)));
          }
        }
      }
      list.addAllRefused(gatehouse.refusals());
    } catch (IOException | LabException e) {
      list.addRefused("can't read " + settings.folder().path() + ": " + e.getMessage());
    }
    return ClientReply.newBuilder().setNodes(list).build();
  }
}
