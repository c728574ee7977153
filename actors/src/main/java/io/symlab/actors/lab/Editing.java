package io.symlab.actors.lab;

import akka.actor.typed.ActorRef;
import io.symlab.actors.trial.TrialPlan;
import io.symlab.experiment.recipe.Recipe;
import io.symlab.proto.ClientReply;
import io.symlab.proto.ExperimentState;
import io.symlab.proto.ExperimentSubmitted;
import io.symlab.proto.RecipeText;

/**
 * Another recipe for an experiment of which nothing has begun. The trials that stand in line for a
 * slot leave it first; then it is known whether one has begun meanwhile, and the lab writes the new
 * recipe down, or all go back into the line. Part of the experiment's actor, used in its handlers
 * only.
 */
final class Editing {
  /** From the lab: the recipe as it was written, if it can still be edited. */
  record AskRecipe(ActorRef<ClientReply> replyTo) implements Control.Command {}

  /** From the lab: another recipe, which the lab is handed back when nothing has begun. */
  record Edit(ExperimentSubmitted frozen, ActorRef<Lab.Command> lab, ActorRef<ClientReply> replyTo)
      implements Control.Command {}

  private final ExperimentSubmitted submitted;
  private final TrialBook book;
  private final OpenTrials trials;
  private Edit pending;
  private boolean replaced;

  Editing(ExperimentSubmitted submitted, TrialBook book, OpenTrials trials) {
    this.submitted = submitted;
    this.book = book;
    this.trials = trials;
  }

  /** Whether no trial is to run, since another recipe comes or may come. */
  boolean keepsAll() {
    return pending != null || replaced;
  }

  /** Whether the lab has another recipe: this one's actor is about to be told to end. */
  boolean isReplaced() {
    return replaced;
  }

  ClientReply text(ExperimentState state) {
    String problem = problem(state);
    var text =
        RecipeText.newBuilder()
            .setRecipe(submitted.getText())
            .setOrigin(submitted.getOrigin())
            .addAllOverrides(submitted.getOverridesList())
            .setDirectory(submitted.getDirectory());
    return problem.isEmpty()
        ? ClientReply.newBuilder().setRecipeText(text).build()
        : Replies.refused(2, problem);
  }

  /** Takes up an edit, or refuses it; {@link #settle} goes on with it. */
  void ask(ExperimentState state, Edit edit) {
    String problem = keepsAll() ? "somebody else is just editing it; try again" : problem(state);
    if (problem.isEmpty()) {
      pending = edit;
    } else {
      edit.replyTo().tell(Replies.refused(2, problem));
    }
  }

  /**
   * Decides on an edit once no trial has an actor.
   *
   * @return whether trials may run again that were kept from it
   */
  boolean settle(ExperimentState state) {
    if (pending == null || !trials.idle()) {
      return false;
    }
    Edit edit = pending;
    pending = null;
    String problem = problem(state);
    if (!problem.isEmpty()) {
      edit.replyTo().tell(Replies.refused(2, problem));
      return true;
    }
    replaced = true;
    edit.lab().tell(new LabControl.Edited(inPlace(edit.frozen()), edit.replyTo()));
    return false;
  }

  /** The lab is stopping. */
  void giveUp() {
    if (pending != null) {
      pending.replyTo().tell(Replies.leaving());
      pending = null;
    }
  }

  /** Why there can't be another recipe; empty if there can. */
  private String problem(ExperimentState state) {
    String id = submitted.getId();
    if (state.getCancelled()) {
      return id + " is being cancelled";
    }
    boolean begun =
        book.open() < book.size()
            || book.views().stream().anyMatch(view -> view.getAttempt() > 0)
            || trials.anyHasBegun();
    return begun
        ? id
            + " has begun, and only what has not begun can be edited; 'lab cancel "
            + id
            + "' and submit another"
        : "";
  }

  /** The new recipe with what was said of the old one beside it. */
  private ExperimentSubmitted inPlace(ExperimentSubmitted frozen) {
    String recipe = TrialPlan.of(submitted, submitted.getTrials(0)).frozen().getRecipe();
    boolean named = !submitted.getName().equals(Recipe.ofJson(recipe).name());
    return frozen.toBuilder()
        .setId(submitted.getId())
        .setAtMillis(submitted.getAtMillis())
        .setName(named ? submitted.getName() : frozen.getName())
        .clearTags()
        .addAllTags(submitted.getTagsList())
        .clearAfter()
        .addAllAfter(submitted.getAfterList())
        .setPaused(submitted.getPaused())
        .setPriority(submitted.getPriority())
        .build();
  }
}
