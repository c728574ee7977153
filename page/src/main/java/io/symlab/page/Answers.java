package io.symlab.page;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import com.fasterxml.jackson.databind.JsonNode;
import io.symlab.actors.json.JsonViews;
import io.symlab.proto.ClientReply;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Responses, and the headers that all of them carry. */
final class Answers {
  /** The page takes scripts, styles and data from here alone, and is shown in no other page. */
  private static final Map<String, String> ALWAYS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
              + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cache-Control",
          "no-store");

  /** Looks like the page itself, whose style anybody may load; in words where there is none. */
  private static final String REFUSED =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>Symlab: not let in</title>
      <link rel="stylesheet" href="page/style.css">
      </head>
      <body><main class="refused"><h1>Not let in</h1><p>@</p></main></body>
      </html>
      """;

  private Answers() {}

  static HttpResponse json(JsonNode node) {
    return HttpResponse.create()
        .withEntity(HttpEntities.create(ContentTypes.APPLICATION_JSON, node.toString()));
  }

  /** The lab's answer, or why there is none. */
  static HttpResponse of(ClientReply reply, Function<ClientReply, JsonNode> view) {
    if (!reply.hasRefused()) {
      return json(view.apply(reply));
    }
    var refused = reply.getRefused();
    return refused(Refusal.ofExitCode(refused.getExitCode(), refused.getMessage()));
  }

  static HttpResponse refused(Refusal refusal) {
    return json(JsonViews.object().put("error", refusal.message())).withStatus(refusal.status());
  }

  /** A page for who opens one, as JSON for who asks the interface. */
  static HttpResponse refused(HttpRequest request, Refusal refusal) {
    return Guard.needsToken(request.getUri().path())
        ? refused(refusal)
        : HttpResponse.create()
            .withStatus(refusal.status())
            .withEntity(
                ContentTypes.TEXT_HTML_UTF8, REFUSED.replace("@", escaped(refusal.message())));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  static HttpResponse notFound(String what) {
    return refused(new Refusal(StatusCodes.NOT_FOUND, what));
  }

  static HttpResponse noTrial(String id, int trial) {
    return notFound(id + " has no trial " + trial);
  }

  /** With the headers that all responses carry. */
  static HttpResponse guarded(HttpResponse response) {
    List<RawHeader> headers =
        ALWAYS.entrySet().stream()
            .map(header -> RawHeader.create(header.getKey(), header.getValue()))
            .toList();
    return response.addHeaders(List.copyOf(headers));
  }
}
