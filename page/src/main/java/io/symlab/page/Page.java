package io.symlab.page;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.symlab.actors.endpoint.Client;
import io.symlab.actors.lab.Replies;
import io.symlab.proto.ClientReply;
import io.symlab.proto.DashboardView;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins to serve the page when it is asked for first, and says under which address. */
final class Page extends AbstractBehavior<Page.Command> {
  private static final Logger LOG = LoggerFactory.getLogger(Page.class);

  sealed interface Command permits Asked, Serves, Fails {}

  /** From the endpoint: somebody wants the page. */
  private record Asked(Client.Request request) implements Command {}

  /** From the server, once. */
  private record Serves(int port) implements Command {}

  /** From the server: it can't begin. */
  private record Fails(Throwable why) implements Command {}

  private final Path home;
  private final ActorRef<Client.Request> endpoint;
  private final PageSettings settings;
  private final List<ActorRef<ClientReply>> waiting = new ArrayList<>();
  private PageServer server;
  private int port = -1;

  private Page(ActorContext<Command> context, Path home, ActorRef<Client.Request> endpoint) {
    super(context);
    this.home = home;
    this.endpoint = endpoint;
    this.settings = PageSettings.of(context.getSystem().settings().config());
  }

  /**
   * @param home of the lab, where the token is left for scripts
   * @param endpoint whom the page asks
   */
  static Behavior<Client.Request> create(Path home, ActorRef<Client.Request> endpoint) {
    return Behaviors.transformMessages(
        Client.Request.class,
        Behaviors.setup((ActorContext<Command> context) -> new Page(context, home, endpoint)),
        cases -> cases.match(Client.Request.class, Asked::new));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Asked.class, this::onAsked)
        .onMessage(Serves.class, this::onServes)
        .onMessage(Fails.class, this::onFails)
        .build();
  }

  private Behavior<Command> onAsked(Asked asked) {
    waiting.add(asked.request().replyTo());
    if (port >= 0) {
      answer(address());
    } else if (waiting.size() == 1) {
      if (server == null) {
        server = new PageServer(getContext().getSystem(), home, endpoint, settings);
      }
      getContext()
          .pipeToSelf(
              server.begin(),
              (begun, failure) -> failure == null ? new Serves(begun) : new Fails(failure));
    }
    return this;
  }

  private Behavior<Command> onServes(Serves serves) {
    port = serves.port();
    LOG.info("the page is served on 127.0.0.1:{}", port);
    answer(address());
    return this;
  }

  private Behavior<Command> onFails(Fails fails) {
    LOG.warn("the page can't be served", fails.why());
    answer(Replies.refused(2, settings.cannotServe(fails.why())));
    return this;
  }

  private ClientReply address() {
    var view = DashboardView.newBuilder().setUrl(server.address(port));
    return ClientReply.newBuilder().setDashboard(view).build();
  }

  private void answer(ClientReply reply) {
    waiting.forEach(client -> client.tell(reply));
    waiting.clear();
  }
}
