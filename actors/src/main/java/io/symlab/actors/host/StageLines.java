package io.symlab.actors.host;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import io.symlab.actors.stage.StageWorker;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * What the workers of stages log in this process, told apart by worker, so that it can be brought
 * to the lab. It is in the process's own log besides.
 */
final class StageLines extends UnsynchronizedAppenderBase<ILoggingEvent> {
  /** Longer lines are cut. */
  static final int MOST_CHARACTERS = 4000;

  private static final String WORKER = "symlab-worker";
  private static final String NAME = "stage-lines";
  private static final Map<String, Consumer<String>> EARS = new ConcurrentHashMap<>();

  /** A worker whose lines are heard under a name. */
  static Behavior<StageWorker.Command> of(String name, Behavior<StageWorker.Command> worker) {
    return Behaviors.withMdc(StageWorker.Command.class, Map.of(WORKER, name), worker);
  }

  /**
   * Hears the lines of a worker from now on, from {@link Level#INFO} up.
   *
   * @param ear told by any thread, which is not to wait
   */
  static void hear(String name, Consumer<String> ear) {
    EARS.put(name, ear);
    install();
  }

  static void hearNoMore(String name) {
    EARS.remove(name);
  }

  private static synchronized void install() {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      return;
    }
    var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    if (root.getAppender(NAME) == null) {
      var appender = new StageLines();
      appender.setContext(context);
      appender.setName(NAME);
      appender.start();
      root.addAppender(appender);
    }
  }

  @Override
  protected void append(ILoggingEvent event) {
    String worker = event.getMDCPropertyMap().get(WORKER);
    Consumer<String> ear = worker == null ? null : EARS.get(worker);
    if (ear != null && event.getLevel().isGreaterOrEqual(Level.INFO)) {
      String thrown =
          event.getThrowableProxy() == null
              ? ""
              : "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy()).stripTrailing();
      String line = event.getLevel() + " " + event.getFormattedMessage() + thrown;
      ear.accept(line.substring(0, Math.min(line.length(), MOST_CHARACTERS)));
    }
  }
}
