package io.symlab.actors.lab;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import io.symlab.proto.ClientReply;
import io.symlab.proto.LabEvent;
import io.symlab.proto.LabPaused;
import io.symlab.proto.LabState;

/**
 * What people ask of the lab beside submitting, looking and cancelling: to rest, and to go on. Part
 * of the lab's actor, used in its handlers only.
 */
public final class LabControl {
  /** From the endpoint. */
  public sealed interface Command extends Lab.Command permits Pause, Resume {}

  /**
   * Let an experiment rest, or a trial, or all; answered when they do.
   *
   * @param id empty: the whole lab
   * @param trial 0: the whole experiment
   */
  public record Pause(String id, int trial, ActorRef<ClientReply> replyTo) implements Command {}

  /** The opposite. */
  public record Resume(String id, int trial, ActorRef<ClientReply> replyTo) implements Command {}

  private final ActorContext<Lab.Command> context;
  private final OpenExperiments open;

  LabControl(ActorContext<Lab.Command> context, OpenExperiments open) {
    this.context = context;
    this.open = open;
  }

  Decision<LabEvent, LabState> decide(LabState state, Command command) {
    if (command instanceof Pause pause) {
      return pause.id().isEmpty()
          ? pauseAll(true, pause.replyTo())
          : pass(pause.id(), new Control.Pause(pause.trial(), pause.replyTo()), pause.replyTo());
    }
    var resume = (Resume) command;
    if (!resume.id().isEmpty()) {
      var passed = new Control.Resume(resume.trial(), resume.replyTo());
      return pass(resume.id(), passed, resume.replyTo());
    }
    return state.getPaused()
        ? pauseAll(false, resume.replyTo())
        : Decision.refuse(
            resume.replyTo(),
            "the lab is not paused as a whole; 'lab resume ID' lets an experiment go on that is");
  }

  private Decision<LabEvent, LabState> pass(
      String id, Control.Command command, ActorRef<ClientReply> client) {
    return Decision.only(
        state ->
            LabHistory.ended(state, id)
                .ifPresentOrElse(
                    ended ->
                        client.tell(
                            Replies.refused(
                                2, id + " has ended (" + ended.getView().getState() + ")")),
                    () -> open.ask(state, id, command, client)));
  }

  private Decision<LabEvent, LabState> pauseAll(boolean paused, ActorRef<ClientReply> client) {
    if (open.leaving()) {
      return Decision.only(state -> client.tell(Replies.leaving()));
    }
    var event = LabPaused.newBuilder().setPaused(paused);
    return Decision.of(
        LabEvent.newBuilder().setLabPaused(event).build(),
        state -> {
          open.paused(paused);
          context.spawnAnonymous(
              PauseAll.create(paused, open.of(state), context.getSelf(), client));
        });
  }
}
