package io.symlab.page;

import com.typesafe.config.Config;
import java.util.concurrent.CompletionException;

/**
 * What the settings say of the page.
 *
 * @param port where it is served; 0: any that is free
 */
record PageSettings(int port) {
  /** From a daemon's whole config. */
  static PageSettings of(Config config) {
    return new PageSettings(config.getInt("symlab.dashboard.port"));
  }

  /** In words, with what to do. */
  String cannotServe(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null
        && (cause instanceof CompletionException || cause.getMessage() == null || isBind(cause))) {
      cause = cause.getCause();
    }
    return "the page can't be served on 127.0.0.1:"
        + port
        + ": "
        + cause.getMessage()
        + "; set symlab.dashboard.port in lab.conf to one that is free, or to 0, and start the lab"
        + " again";
  }

  private static boolean isBind(Throwable cause) {
    return cause.getMessage().startsWith("Bind failed");
  }
}
