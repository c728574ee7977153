package io.symlab.actors.endpoint;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.symlab.actors.cluster.Nodes;
import io.symlab.actors.lab.Lab;
import io.symlab.actors.lab.LabControl;
import io.symlab.actors.lab.LabLooks;
import io.symlab.actors.lab.LabSettings;
import io.symlab.actors.lab.Replies;
import io.symlab.proto.ClientReply;
import io.symlab.proto.ClientRequest;
import io.symlab.proto.Pause;
import io.symlab.proto.Prioritise;
import io.symlab.proto.Resume;
import io.symlab.proto.Retry;
import io.symlab.proto.Submit;
import io.symlab.proto.Wait;
import java.time.Duration;

/**
 * The door of the lab: takes what clients ask in the words of {@code client.proto}, passes it on to
 * whoever knows, and has them answer the client.
 */
public final class Endpoint extends AbstractBehavior<Client.Request> {
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private final ActorRef<Lab.Command> lab;
  private final LabSettings settings;
  private final PageMaker pages;
  private ActorRef<Client.Request> page;

  private Endpoint(
      ActorContext<Client.Request> context,
      ActorRef<Lab.Command> lab,
      LabSettings settings,
      PageMaker pages) {
    super(context);
    this.lab = lab;
    this.settings = settings;
    this.pages = pages;
  }

  public static Behavior<Client.Request> create(
      ActorRef<Lab.Command> lab, LabSettings settings, PageMaker pages) {
    return Behaviors.setup(context -> new Endpoint(context, lab, settings, pages));
  }

  @Override
  public Receive<Client.Request> createReceive() {
    return newReceiveBuilder().onMessage(Client.Request.class, this::onRequest).build();
  }

  private Behavior<Client.Request> onRequest(Client.Request request) {
    ClientRequest body = request.body();
    ActorRef<ClientReply> client = request.replyTo();
    switch (body.getWhatCase()) {
      case PING -> lab.tell(new LabLooks.Look(client));
      case SUBMIT -> onSubmit(body.getSubmit(), "", client);
      case LIST -> lab.tell(new LabLooks.ListAll(client));
      case STATUS -> lab.tell(new LabLooks.View(body.getStatus().getId(), client));
      case WAIT -> onWait(body.getWait(), client);
      case PAUSE -> {
        Pause pause = body.getPause();
        lab.tell(new LabControl.Pause(pause.getId(), pause.getTrial(), client));
      }
      case RESUME -> {
        Resume resume = body.getResume();
        lab.tell(new LabControl.Resume(resume.getId(), resume.getTrial(), client));
      }
      case RETRY -> {
        Retry retry = body.getRetry();
        lab.tell(new LabControl.Retry(retry.getId(), retry.getTrial(), client));
      }
      case PRIORITISE -> {
        Prioritise asked = body.getPrioritise();
        lab.tell(new LabControl.Prioritise(asked.getId(), asked.getPriority(), client));
      }
      case ASK_RECIPE -> lab.tell(new LabControl.AskRecipe(body.getAskRecipe().getId(), client));
      case EDIT -> onSubmit(body.getEdit().getSubmit(), body.getEdit().getId(), client);
      case REMOVE -> lab.tell(new LabControl.Remove(body.getRemove().getId(), client));
      case CANCEL -> lab.tell(new LabControl.Cancel(body.getCancel().getId(), client));
      case LOGS ->
          child(
              FileRequest.create(
                  lab, body.getLogs().getId(), new LogReading(body.getLogs()), client));
      case FRONT ->
          child(
              FileRequest.create(
                  lab, body.getFront().getId(), new FrontReading(body.getFront()), client));
      case ASK_DEVICES -> lab.tell(new LabLooks.Devices(client));
      case INVITE, NODES, DRAIN_NODE, REMOVE_NODE ->
          lab.tell(new Lab.OfNodes(new Nodes.Asked(body, client)));
      case DOWN -> lab.tell(new Lab.Down(client));
      case DASHBOARD -> page().tell(request);
      case FOLLOW, WHAT_NOT_SET -> // what is followed, the gate follows
          client.tell(
              Replies.refused(
                  1,
                  "the lab does not know what this client ("
                      + body.getClientVersion()
                      + ") asks; restart the lab with 'lab down' and 'lab up' to bring it up to"
                      + " date"));
    }
    return this;
  }

  /**
   * A recipe comes.
   *
   * @param edited the experiment whose recipe it is to replace; empty: it is a new one
   */
  private void onSubmit(Submit submit, String edited, ActorRef<ClientReply> client) {
    int size = submit.getRecipeBytes().size();
    if (size > settings.maxRecipeBytes()) {
      client.tell(
          Replies.refused(
              2,
              submit.getOrigin()
                  + " has "
                  + size
                  + " bytes; the lab takes recipes of "
                  + settings.maxRecipeBytes()
                  + " at most (symlab.max-recipe-bytes)"));
      return;
    }
    child(
        edited.isEmpty()
            ? SubmitRequest.create(submit, settings, lab, client)
            : SubmitRequest.edit(edited, submit, settings, lab, client));
  }

  private void onWait(Wait wait, ActorRef<ClientReply> client) {
    long millis = Math.max(0, Math.min(wait.getMilliseconds(), LONGEST_WAIT.toMillis()));
    lab.tell(new LabLooks.Wait(wait.getId(), Duration.ofMillis(millis), client));
  }

  /** What serves the page is not even loaded before somebody asks for it. */
  private ActorRef<Client.Request> page() {
    if (page == null) {
      page = getContext().spawn(pages.page(getContext().getSelf()), "page");
    }
    return page;
  }

  /** Files are read where waiting for them holds up nobody. */
  private void child(Behavior<?> behavior) {
    getContext()
        .spawnAnonymous(behavior, DispatcherSelector.fromConfig("symlab.blocking-dispatcher"));
  }
}
