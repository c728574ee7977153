package io.symlab.page;

import static java.nio.charset.StandardCharsets.US_ASCII;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.settings.ServerSettings;
import akka.japi.function.Function;
import io.symlab.actors.endpoint.Client;
import io.symlab.experiment.files.AtomicFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The page, served on this machine's own interface until the lab ends. */
final class PageServer {
  /** Where scripts, and Prometheus, find the token. */
  static final String TOKEN_FILE = "dashboard.token";

  private static final String INTERFACE = "127.0.0.1";
  private static final int CONNECTIONS = 64;
  private static final int LONGEST_BODY = 64 * 1024;
  private static final Duration LAST_WORDS = Duration.ofMillis(500);

  private final ActorSystem<?> system;
  private final Path home;
  private final PageSettings settings;
  private final Token token = Token.fresh();
  private final Function<HttpRequest, CompletionStage<HttpResponse>> handler;

  PageServer(
      ActorSystem<?> system, Path home, ActorRef<Client.Request> endpoint, PageSettings settings) {
    this.system = system;
    this.home = home;
    this.settings = settings;
    this.handler = handler(system, endpoint, token);
  }

  /**
   * Begins to serve, and tells under which port; fails when that is taken: it may be tried again.
   */
  CompletionStage<Integer> begin() {
    var limits = ServerSettings.create(Adapter.toClassic(system));
    return Http.get(system)
        .newServerAt(INTERFACE, settings.port())
        .withSettings(
            limits
                .withServerHeader(Optional.empty())
                .withMaxConnections(CONNECTIONS)
                .withPipeliningLimit(1)
                .withTransparentHeadRequests(true)
                .withParserSettings(limits.getParserSettings().withMaxContentLength(LONGEST_BODY)))
        .bind(handler)
        .thenApply(this::served);
  }

  private int served(ServerBinding binding) {
    Path file = home.resolve(TOKEN_FILE);
    try {
      AtomicFiles.write(file, token.text().getBytes(US_ASCII));
    } catch (IOException e) {
      binding.unbind();
      throw new UncheckedIOException(e);
    }
    binding.addToCoordinatedShutdown(LAST_WORDS, system);
    system
        .getWhenTerminated()
        .thenRun(
            () -> {
              try {
                Files.deleteIfExists(file);
              } catch (IOException e) {
                file.toFile().deleteOnExit(); // it lets nobody in any more, whatever becomes of it
              }
            });
    return binding.localAddress().getPort();
  }

  private static Function<HttpRequest, CompletionStage<HttpResponse>> handler(
      ActorSystem<?> system, ActorRef<Client.Request> endpoint, Token token) {
    var guard = new Guard(token);
    var lab = new LabLine(system, endpoint);
    var inside = new Routes(system, lab).all().handler(system);
    return request ->
        guard
            .refuse(request)
            .<CompletionStage<HttpResponse>>map(
                refusal -> {
                  request.discardEntityBytes(system);
                  return CompletableFuture.completedFuture(Answers.refused(request, refusal));
                })
            .orElseGet(() -> apply(inside, request))
            .thenApply(Answers::guarded);
  }

  private static CompletionStage<HttpResponse> apply(
      Function<HttpRequest, CompletionStage<HttpResponse>> inside, HttpRequest request) {
    try {
      return inside.apply(request);
    } catch (Exception e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** With the token that lets in. */
  String address(int port) {
    return "http://" + INTERFACE + ":" + port + "/?token=" + token.text();
  }
}
