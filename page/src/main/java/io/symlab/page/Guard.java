package io.symlab.page;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.StatusCodes;
import java.util.Optional;
import java.util.Set;

/**
 * Judges every request before anything else sees it: it must be for this machine's own interface,
 * from no other site, and, where the lab is asked or told something, with the token. The token
 * travels in a header that no other site can set; there is no cookie, which a browser would also
 * send to whatever else listens on this machine.
 */
final class Guard {
  private static final Set<String> OWN_NAMES = Set.of("127.0.0.1", "localhost");
  private static final String BEARER = "Bearer ";

  private final Token token;

  Guard(Token token) {
    this.token = token;
  }

  /** Why a request gets no answer; empty: let it in. */
  Optional<Refusal> refuse(HttpRequest request) {
    String host = header(request, "Host").orElse("");
    if (!OWN_NAMES.contains(nameOf(host))) {
      return refusal("this page is for 127.0.0.1 and localhost alone, not for '" + host + "'");
    }
    Optional<String> origin = header(request, "Origin");
    if (origin.isPresent() && !origin.get().equals("http://" + host)) {
      return refusal("another site (" + origin.get() + ") may ask nothing of this lab");
    }
    String path = request.getUri().path();
    if (!needsToken(path)) {
      Optional<String> offered = request.getUri().query().get("token");
      return offered.isPresent() && !token.is(offered.get())
          ? refusal(
              "the token in this address is not, or no longer, the lab's; 'lab dashboard' prints"
                  + " the address that is")
          : Optional.empty();
    }
    String site = header(request, "Sec-Fetch-Site").orElse("none");
    if (!site.equals("same-origin") && !site.equals("none")) {
      return refusal("another site may ask nothing of this lab");
    }
    String credentials = header(request, "Authorization").orElse("");
    if (!credentials.startsWith(BEARER)) {
      return refusal(
          "no token: send the header 'Authorization: Bearer TOKEN', with the token that 'lab"
              + " dashboard' prints");
    }
    return token.is(credentials.substring(BEARER.length()).strip())
        ? Optional.empty()
        : refusal(
            "the token is not, or no longer, the lab's; 'lab dashboard' prints the one that is");
  }

  /** The page's own files hold no secret; all that tells of the lab or changes it does. */
  static boolean needsToken(String path) {
    return path.startsWith("/api/") || path.equals("/api") || path.equals("/metrics");
  }

  private static Optional<Refusal> refusal(String why) {
    return Optional.of(new Refusal(StatusCodes.FORBIDDEN, why));
  }

  private static String nameOf(String host) {
    int colon = host.lastIndexOf(':');
    return colon < 0 ? host : host.substring(0, colon);
  }

  private static Optional<String> header(HttpRequest request, String name) {
    return request.getHeader(name).map(HttpHeader::value);
  }
}
