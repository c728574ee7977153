package io.symlab.actors.stage;

import io.symlab.actors.home.DiskTrouble;
import io.symlab.actors.store.DamagedCheckpointException;
import io.symlab.experiment.results.ResultFormatException;
import io.symlab.model.DivergedException;
import io.symlab.model.data.DataException;
import io.symlab.proto.StageFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells apart why work failed, for people and for whoever decides whether to try again. */
public final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  static final String DIVERGED = "diverged";
  static final String OUT_OF_MEMORY = "out-of-memory";
  static final String DATA = "data";

  /** A disk's fault, not the attempt's. */
  public static final String DISK = "disk";

  /** Not the attempt's fault: the next one goes on from an older checkpoint. */
  public static final String DAMAGED_CHECKPOINT = "damaged-checkpoint";

  /** A host would not make the worker. */
  public static final String REFUSED = "refused";

  /** The worker's machine or process is gone, which is not the attempt's fault either. */
  public static final String NODE_LOST = "node-lost";

  /** A process of the lab's own has ended by itself, which what it worked on may have caused. */
  public static final String CRASHED = "crashed";

  static final String BUG = "bug";

  private Failures() {}

  /** The failure that a throwable stands for. */
  public static StageFailure of(Throwable thrown) {
    String message = thrown.getMessage();
    String kind = kind(thrown);
    // A bug's message rarely says what it is; its class and place do.
    String cause =
        message == null || kind.equals(BUG)
            ? thrown + (thrown.getStackTrace().length > 0 ? " at " + thrown.getStackTrace()[0] : "")
            : message;
    return StageFailure.newBuilder().setKind(kind).setCause(cause).build();
  }

  /** As {@link #of}; a bug goes to the log, too, since its cause does not tell enough. */
  public static StageFailure logged(String who, Throwable thrown) {
    StageFailure failure = of(thrown);
    if (failure.getKind().equals(BUG)) {
      LOG.warn("{} failed", who, thrown);
    }
    return failure;
  }

  /** Work that was on a host that is gone. */
  public static StageFailure nodeLost(String host, String why) {
    return StageFailure.newBuilder()
        .setKind(NODE_LOST)
        .setCause("the host " + host + " was lost: " + why)
        .build();
  }

  /** Work that was in a process of the lab's own that ended by itself. */
  public static StageFailure crashed(String host, String why) {
    return StageFailure.newBuilder()
        .setKind(CRASHED)
        .setCause("the process " + host + " crashed: " + why)
        .build();
  }

  private static String kind(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof DivergedException) {
        return DIVERGED;
      }
      if (t instanceof DamagedCheckpointException) {
        return DAMAGED_CHECKPOINT;
      }
      // libtorch's allocators throw an engine's exception that says so.
      String message = t.getMessage() == null ? "" : t.getMessage();
      if (t instanceof OutOfMemoryError
          || message.contains("not enough memory")
          || message.contains("out of memory")) {
        return OUT_OF_MEMORY;
      }
      if (DiskTrouble.words(t).isPresent()) {
        return DISK;
      }
      if (t instanceof IOException
          || t instanceof UncheckedIOException
          || t instanceof DataException
          || t instanceof ResultFormatException) {
        return DATA;
      }
    }
    return BUG;
  }
}
