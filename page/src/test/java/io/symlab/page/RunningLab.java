package io.symlab.page;

import akka.actor.typed.javadsl.AskPattern;
import com.typesafe.config.ConfigFactory;
import io.symlab.actors.LabProcess;
import io.symlab.actors.endpoint.Client;
import io.symlab.proto.ClientReply;
import io.symlab.proto.ClientRequest;
import io.symlab.proto.Dashboard;
import io.symlab.proto.Submit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A lab in this process, with its page. */
final class RunningLab implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Three trials of which two are pruned after a moment; the third goes on for hours. */
  static final String PRUNED =
      """
      name = pruned, optimizee { kind = quadratic, dimension = 3 }
      rule { features = [mt, gt], lstm = [4] }
      meta-train { epochs = 100000, steps = 20, unroll = 10, evaluate-every = 2, evaluation-steps = 20, held-out = 2 }
      sweep { seeds = 3, early-stopping { stage = meta-train, rungs = [2] } }
      """;

  private final LabProcess lab;

  private RunningLab(LabProcess lab) {
    this.lab = lab;
  }

  static RunningLab start(Path home) throws Exception {
    return start(home, "");
  }

  /**
   * @param settings beside two slots
   */
  static RunningLab start(Path home, String settings) throws Exception {
    return new RunningLab(
        LabWithPage.start(home, ConfigFactory.parseString("symlab.slots = 2\n" + settings)));
  }

  /** As {@code lab dashboard} prints it. */
  String address() {
    return ask(ClientRequest.newBuilder().setDashboard(Dashboard.getDefaultInstance()))
        .getDashboard()
        .getUrl();
  }

  String submit(String recipe, String... overrides) {
    var submit =
        Submit.newBuilder()
            .setRecipe(recipe)
            .setOrigin("test.conf")
            .setDirectory("/")
            .setAlwaysNew(true)
            .addAllOverrides(List.of(overrides));
    ClientReply reply = ask(ClientRequest.newBuilder().setSubmit(submit));
    if (reply.hasRefused()) {
      throw new IllegalArgumentException(reply.getRefused().getMessage());
    }
    return reply.getSubmitted().getId();
  }

  ClientReply ask(ClientRequest.Builder request) {
    CompletionStage<ClientReply> answer =
        AskPattern.ask(
            lab.endpoint(),
            replyTo -> new Client.Request(request.build(), replyTo),
            PATIENCE,
            lab.system().scheduler());
    return answer.toCompletableFuture().join();
  }

  @Override
  public void close() {
    lab.close();
  }
}
