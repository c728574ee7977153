package io.symlab.cli.client;

import io.symlab.proto.AskNodes;
import io.symlab.proto.AskRecipe;
import io.symlab.proto.Cancel;
import io.symlab.proto.ClientRequest;
import io.symlab.proto.Dashboard;
import io.symlab.proto.Down;
import io.symlab.proto.DrainNode;
import io.symlab.proto.Edit;
import io.symlab.proto.Follow;
import io.symlab.proto.Front;
import io.symlab.proto.Invite;
import io.symlab.proto.Logs;
import io.symlab.proto.Pause;
import io.symlab.proto.Ping;
import io.symlab.proto.Prioritise;
import io.symlab.proto.RecipeText;
import io.symlab.proto.Remove;
import io.symlab.proto.RemoveNode;
import io.symlab.proto.Resume;
import io.symlab.proto.Retry;
import io.symlab.proto.Submit;
import io.symlab.proto.Wait;
import java.time.Duration;

/** What verbs ask, so that no verb has to spell it. */
public final class LabQuestions {
  private LabQuestions() {}

  public static ClientRequest.Builder ping() {
    return ClientRequest.newBuilder().setPing(Ping.getDefaultInstance());
  }

  public static ClientRequest.Builder down() {
    return ClientRequest.newBuilder().setDown(Down.getDefaultInstance());
  }

  /** Answered once the page is served. */
  public static ClientRequest.Builder dashboard() {
    return ClientRequest.newBuilder().setDashboard(Dashboard.getDefaultInstance());
  }

  public static ClientRequest.Builder cancel(String id) {
    return ClientRequest.newBuilder().setCancel(Cancel.newBuilder().setId(id));
  }

  /** Answered when nothing of it is worked on: of the whole lab when the id is empty. */
  public static ClientRequest.Builder pause(String id, int trial) {
    return ClientRequest.newBuilder().setPause(Pause.newBuilder().setId(id).setTrial(trial));
  }

  /** The opposite. */
  public static ClientRequest.Builder resume(String id, int trial) {
    return ClientRequest.newBuilder().setResume(Resume.newBuilder().setId(id).setTrial(trial));
  }

  /** Answered once those that failed or were pruned wait to go on; trial 0: all of them. */
  public static ClientRequest.Builder retry(String id, int trial) {
    return ClientRequest.newBuilder().setRetry(Retry.newBuilder().setId(id).setTrial(trial));
  }

  public static ClientRequest.Builder prioritise(String id, int priority) {
    return ClientRequest.newBuilder()
        .setPrioritise(Prioritise.newBuilder().setId(id).setPriority(priority));
  }

  /** The recipe as it was written, of what has not begun. */
  public static ClientRequest.Builder recipeText(String id) {
    return ClientRequest.newBuilder().setAskRecipe(AskRecipe.newBuilder().setId(id));
  }

  /** Answered when the new recipe has taken the old one's place. */
  public static ClientRequest.Builder edit(String id, RecipeText text) {
    var submit =
        Submit.newBuilder()
            .setRecipe(text.getRecipe())
            .setOrigin(text.getOrigin())
            .addAllOverrides(text.getOverridesList())
            .setDirectory(text.getDirectory());
    return ClientRequest.newBuilder().setEdit(Edit.newBuilder().setId(id).setSubmit(submit));
  }

  /** Opens the lab to one more worker; host and name may be empty. */
  public static ClientRequest.Builder invite(String host, Duration valid, String name) {
    return ClientRequest.newBuilder()
        .setInvite(
            Invite.newBuilder().setHost(host).setValidMillis(valid.toMillis()).setName(name));
  }

  /** The lab's own process and its workers. */
  public static ClientRequest.Builder nodes() {
    return ClientRequest.newBuilder().setNodes(AskNodes.getDefaultInstance());
  }

  /** Answered when the worker has let go and left. */
  public static ClientRequest.Builder drainNode(String name) {
    return ClientRequest.newBuilder().setDrainNode(DrainNode.newBuilder().setName(name));
  }

  /** Answered when the worker can't come back. */
  public static ClientRequest.Builder removeNode(String name) {
    return ClientRequest.newBuilder().setRemoveNode(RemoveNode.newBuilder().setName(name));
  }

  /** Answered when the folder is gone, too. */
  public static ClientRequest.Builder remove(String id) {
    return ClientRequest.newBuilder().setRemove(Remove.newBuilder().setId(id));
  }

  /** Answered by one list after another, until nothing is open. */
  public static ClientRequest.Builder followAll() {
    return ClientRequest.newBuilder().setFollow(Follow.getDefaultInstance());
  }

  /** Answered when the experiment has ended, or after so long; below 0: only then. */
  public static ClientRequest.Builder waitFor(String id, int milliseconds) {
    return ClientRequest.newBuilder()
        .setWait(Wait.newBuilder().setId(id).setMilliseconds(milliseconds));
  }

  /** Answered by one view after another, until the experiment has ended; and by fronts. */
  public static ClientRequest.Builder follow(String id) {
    return ClientRequest.newBuilder().setFollow(Follow.newBuilder().setId(id).setFronts(true));
  }

  public static ClientRequest.Builder front(String id, int trial) {
    return ClientRequest.newBuilder().setFront(Front.newBuilder().setId(id).setTrial(trial));
  }

  public static ClientRequest.Builder logs(String id, int trial, long offset, boolean follow) {
    return ClientRequest.newBuilder()
        .setLogs(Logs.newBuilder().setId(id).setTrial(trial).setOffset(offset).setFollow(follow));
  }
}
