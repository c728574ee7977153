package io.symlab.actors.door;

import akka.actor.typed.ActorRef;
import java.util.ArrayList;
import java.util.List;

/** Brings what happens on a line to its gate; keeps it until there is one. */
final class Post implements Line.Talker {
  private final List<Gate.Command> kept = new ArrayList<>();
  private ActorRef<Gate.Command> gate;

  @Override
  public void asked(byte[] request) {
    bring(new Gate.Asked(request));
  }

  @Override
  public void written() {
    bring(new Gate.Written());
  }

  @Override
  public void gone() {
    bring(new Gate.Gone());
  }

  synchronized void deliverTo(ActorRef<Gate.Command> newGate) {
    gate = newGate;
    kept.forEach(gate::tell);
    kept.clear();
  }

  private synchronized void bring(Gate.Command command) {
    if (gate == null) {
      kept.add(command);
    } else {
      gate.tell(command);
    }
  }
}
