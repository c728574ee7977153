package io.symlab.actors;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.symlab.actors.cluster.ClusterSettings;
import io.symlab.actors.host.DeviceSettings;
import io.symlab.actors.stored.LevelDb;
import io.symlab.experiment.LabException;
import io.symlab.model.torch.NvidiaSmi;
import io.symlab.proto.DeviceRecord;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The settings of an actor system: the defaults, what the user set, and what follows from both. */
public final class LabConfig {
  private static final Logger LOG = LoggerFactory.getLogger(LabConfig.class);
  private static final String LEVELDB = "akka.persistence.journal.leveldb.";

  private LabConfig() {}

  /**
   * Of a lab in a home.
   *
   * @throws LabException when the home's {@code lab.conf} can't be parsed or used
   */
  public static Config daemon(Path home, Config overrides) throws LabException {
    return ClusterSettings.of(home).withFallback(local(home, overrides, true));
  }

  /**
   * Of a worker.
   *
   * @param home with the settings that the user wrote
   * @param own the folder in which the worker keeps its keys and what it works on
   * @throws LabException as {@link #daemon}
   */
  public static Config worker(Path home, Path own, Config overrides) throws LabException {
    return ClusterSettings.of(own).withFallback(local(home, overrides, false));
  }

  private static Config local(Path home, Config overrides, boolean isLab) throws LabException {
    Config all = settings(home, overrides);
    int slots = slots(all);
    boolean computesThere = !isLab || !all.getBoolean("symlab.device-processes");
    int parts = slots + (computesThere ? shares(all) : 0);
    Config derived =
        journal(home, all.getBytes("symlab.disk-reserve") / 2)
            .withFallback(
                ConfigFactory.parseMap(
                    Map.of(
                        "symlab.slots",
                        slots,
                        "symlab.work-dispatcher.thread-pool-executor.fixed-pool-size",
                        parts)));
    return derived.withFallback(all);
  }

  /**
   * Defaults and what the user set, checked.
   *
   * @throws LabException as above
   */
  public static Config settings(Path home, Config overrides) throws LabException {
    Path file = home.resolve("lab.conf");
    Config own = overrides.withFallback(parse(file));
    Config all;
    try {
      all =
          ConfigFactory.load(
              ConfigFactory.defaultOverrides()
                  .withFallback(own)
                  .withFallback(ConfigFactory.defaultApplication()));
    } catch (ConfigException e) {
      throw unreadable(file, e);
    }
    SettingsCheck.check(own, all, file.toString());
    return all;
  }

  private static Config parse(Path file) throws LabException {
    try {
      return ConfigFactory.parseFile(file.toFile());
    } catch (ConfigException | StackOverflowError e) {
      throw unreadable(file, e);
    }
  }

  private static LabException unreadable(Path file, Throwable cause) {
    return new LabException(
        LabException.BAD_INPUT,
        "can't read the settings in "
            + file
            + ": "
            + (cause instanceof ConfigException ? cause.getMessage() : "nested too deeply"),
        cause);
  }

  private static int slots(Config config) {
    int asked = config.getInt("symlab.slots");
    return asked > 0 ? asked : Runtime.getRuntime().availableProcessors();
  }

  /** Parts of the devices beside the processor: a thread for each. */
  private static int shares(Config config) {
    try {
      return DeviceSettings.read(config.getValue("symlab.devices"), NvidiaSmi::gpus).stream()
          .mapToInt(DeviceRecord::getShares)
          .sum();
    } catch (IllegalArgumentException e) {
      return 0; // told when they are taken, which comes next
    }
  }

  /** LevelDB itself where it has a binary for this machine, else its Java port. */
  private static Config journal(Path home, long floor) {
    boolean isNative = LevelDb.isNative(home);
    // Its library is unpacked at every start: where the next start sweeps it away.
    System.setProperty("library.leveldbjni.path", home.resolve("tmp").toString());
    LOG.info(
        "journal: {} (os.arch {})",
        isNative ? "native LevelDB" : "LevelDB's Java port",
        System.getProperty("os.arch"));
    Config config =
        ConfigFactory.parseMap(
            Map.of(
                LEVELDB + "dir",
                home.resolve("journal").toString(),
                LEVELDB + "floor",
                floor,
                LEVELDB + "native",
                isNative,
                "akka.persistence.snapshot-store.local.dir",
                home.resolve("snapshots").toString()));
    return isNative
        ? config.withFallback(
            ConfigFactory.parseString(LEVELDB + "compaction-intervals { \"*\" = 2000 }"))
        : config; // the port can't compact: it would stop the journal
  }
}
