package io.symlab.actors.lab;

import akka.actor.typed.ActorRef;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.ActorContext;
import io.symlab.actors.trial.Decision;
import io.symlab.proto.ClientReply;
import io.symlab.proto.EndedExperiment;
import io.symlab.proto.ExperimentRecord;
import io.symlab.proto.ExperimentRemoved;
import io.symlab.proto.ExperimentSubmitted;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.LabEvent;
import io.symlab.proto.LabPaused;
import io.symlab.proto.LabState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What people ask of the lab beside submitting and looking: to rest, to go on, to end. Part of the
 * lab's actor, used in its handlers only.
 */
public final class LabControl {
  /** From the endpoint. */
  public sealed interface Command extends Lab.Command
      permits Pause, Resume, Cancel, Retry, Prioritise, Remove, AskRecipe, Edit, Edited {}

  /**
   * Let an experiment rest, or a trial, or all; answered when they do.
   *
   * @param id empty: the whole lab
   * @param trial 0: the whole experiment
   */
  public record Pause(String id, int trial, ActorRef<ClientReply> replyTo) implements Command {}

  /** The opposite. */
  public record Resume(String id, int trial, ActorRef<ClientReply> replyTo) implements Command {}

  /** Stop an experiment for good; answered when it has stopped. */
  public record Cancel(String id, ActorRef<ClientReply> replyTo) implements Command {}

  /** Have those of its trials go on that failed or were pruned, or one of them; 0: all. */
  public record Retry(String id, int trial, ActorRef<ClientReply> replyTo) implements Command {}

  /** Give it another place among those that wait; higher goes first. */
  public record Prioritise(String id, int priority, ActorRef<ClientReply> replyTo)
      implements Command {}

  /** Remove one that has ended, with its folder. */
  public record Remove(String id, ActorRef<ClientReply> replyTo) implements Command {}

  /** The recipe of an experiment that has not begun, as it was written. */
  public record AskRecipe(String id, ActorRef<ClientReply> replyTo) implements Command {}

  /** Another recipe for an experiment that has not begun. */
  public record Edit(String id, ExperimentSubmitted frozen, ActorRef<ClientReply> replyTo)
      implements Command {}

  /** From an experiment: it has not begun, and begins nothing before it has this recipe. */
  record Edited(ExperimentSubmitted frozen, ActorRef<ClientReply> replyTo) implements Command {}

  private final ActorContext<Lab.Command> context;
  private final OpenExperiments open;
  private final Path home;

  LabControl(ActorContext<Lab.Command> context, OpenExperiments open, Path home) {
    this.context = context;
    this.open = open;
    this.home = home;
  }

  Decision<LabEvent, LabState> decide(LabState state, Command command) {
    if (command instanceof Pause pause) {
      return pause.id().isEmpty()
          ? pauseAll(true, pause.replyTo())
          : pass(pause.id(), new Control.Pause(pause.trial(), pause.replyTo()), pause.replyTo());
    }
    if (command instanceof Cancel cancel) {
      return pass(cancel.id(), new Experiment.Cancel(cancel.replyTo()), cancel.replyTo());
    }
    if (command instanceof Retry retry) {
      return retry(state, retry);
    }
    if (command instanceof Prioritise asked) {
      return prioritise(asked);
    }
    if (command instanceof Remove remove) {
      return remove(state, remove);
    }
    if (command instanceof AskRecipe asked) {
      return pass(asked.id(), new Editing.AskRecipe(asked.replyTo()), asked.replyTo());
    }
    if (command instanceof Edit edit) {
      var passed = new Editing.Edit(edit.frozen(), context.getSelf(), edit.replyTo());
      return open.leaving()
          ? Decision.only(now -> edit.replyTo().tell(Replies.leaving()))
          : pass(edit.id(), passed, edit.replyTo());
    }
    if (command instanceof Edited edited) {
      return edited(state, edited);
    }
    var resume = (Resume) command;
    if (!resume.id().isEmpty()) {
      var passed = new Control.Resume(resume.trial(), resume.replyTo());
      return pass(resume.id(), passed, resume.replyTo());
    }
    return state.getPaused()
        ? pauseAll(false, resume.replyTo())
        : Replies.refuse(
            resume.replyTo(),
            "the lab is not paused as a whole; 'lab resume ID' lets an experiment go on that is");
  }

  private Decision<LabEvent, LabState> prioritise(Prioritise asked) {
    String problem = Priorities.problem(asked.priority());
    return problem.isEmpty()
        ? pass(
            asked.id(), new Control.Prioritise(asked.priority(), asked.replyTo()), asked.replyTo())
        : Replies.refuse(asked.replyTo(), problem);
  }

  private Decision<LabEvent, LabState> retry(LabState state, Retry retry) {
    var passed = new Control.Retry(retry.trial(), retry.replyTo());
    Optional<EndedExperiment> ended = LabHistory.ended(state, retry.id());
    if (ended.isEmpty() || open.leaving()) {
      return Decision.only(now -> open.ask(now, retry.id(), passed, retry.replyTo()));
    }
    ExperimentRecord record = ExperimentRecord.newBuilder().setView(ended.get().getView()).build();
    try {
      record = ended.get().hasRecord() ? Records.read(home, ended.get().getRecord()) : record;
    } catch (IOException e) {
      return Replies.refuse(
          retry.replyTo(), "what became of " + retry.id() + " can't be read: " + e.getMessage());
    }
    var again = Retries.of(retry.id(), record.getView().getTrialsList(), retry.trial());
    if (again.trials().isEmpty()) {
      return Replies.refuse(retry.replyTo(), again.refusal());
    }
    if (open.runs(retry.id())) {
      return Replies.refuse(retry.replyTo(), retry.id() + " is just ending; try again");
    }
    if (!record.hasSubmitted()) {
      return Replies.refuse(
          retry.replyTo(),
          retry.id()
              + " ended under an earlier version, which kept too little of it; submit again");
    }
    ExperimentSubmitted submitted = record.getSubmitted();
    return Decision.of(
        LabEvent.newBuilder().setReopened(submitted).build(),
        now -> {
          open.start(submitted, true);
          open.ask(now, retry.id(), passed, retry.replyTo());
        });
  }

  private Decision<LabEvent, LabState> remove(LabState state, Remove remove) {
    String id = remove.id();
    Optional<ExperimentView> ended = LabHistory.ended(state, id).map(EndedExperiment::getView);
    if (ended.isEmpty()) {
      return LabHistory.isOpen(state, id)
          ? Replies.refuse(remove.replyTo(), id + " has not ended; 'lab cancel " + id + "' ends it")
          : Decision.only(now -> remove.replyTo().tell(Replies.unknown(id)));
    }
    ClientReply done = ClientReply.newBuilder().setExperiment(Moved.to(home, ended.get())).build();
    return Decision.of(
        LabEvent.newBuilder().setRemoved(ExperimentRemoved.newBuilder().setId(id)).build(),
        now ->
            context.spawnAnonymous(
                FolderRemoval.create(
                    home.resolve("experiments").resolve(id), done, remove.replyTo()),
                DispatcherSelector.fromConfig("symlab.blocking-dispatcher")));
  }

  private Decision<LabEvent, LabState> edited(LabState state, Edited edited) {
    String id = edited.frozen().getId();
    if (open.leaving() || !LabHistory.isOpen(state, id)) {
      return Decision.only(
          now ->
              edited
                  .replyTo()
                  .tell(
                      open.leaving() ? Replies.leaving() : Replies.refused(2, id + " has ended")));
    }
    return Decision.of(
        LabEvent.newBuilder().setEdited(edited.frozen()).build(),
        now -> {
          open.restart(edited.frozen());
          open.ask(now, id, new Experiment.View(edited.replyTo()), edited.replyTo());
        });
  }

  private Decision<LabEvent, LabState> pass(
      String id, Experiment.Command command, ActorRef<ClientReply> client) {
    return Decision.only(
        state ->
            LabHistory.ended(state, id)
                .ifPresentOrElse(
                    ended -> client.tell(Replies.ended(id, ended.getView().getState())),
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
          open.lab().paused(paused);
          context.spawnAnonymous(
              PauseAll.create(paused, open.of(state), context.getSelf(), client));
        });
  }
}
