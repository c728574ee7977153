package io.symlab.actors;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import io.symlab.actors.host.DeviceSettings;
import io.symlab.experiment.LabException;
import io.symlab.symbolic.NearestName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Judges a lab's settings before anything starts: unknown ones, wrong types, impossible values. All
 * that is wrong is told at once, with where it stands. Akka's own settings are as free as Akka has
 * them, but for those that it would pass over in silence.
 */
final class SettingsCheck {
  private static final String OWN = "symlab";
  private static final String AKKA = "akka";
  private static final Pattern DEVICE = Pattern.compile("cpu|gpu[0-9]{1,3}");

  /** Settings of dispatchers are Akka's, and Akka's to judge. */
  private static final Pattern FREE =
      Pattern.compile(OWN + "\\.(work|blocking|journal)-dispatcher(\\..*)?");

  /** What is wrong with a value; empty: nothing. */
  private interface Rule {
    Optional<String> wrong(Config all, String path);
  }

  /** By the setting's whole path. */
  private static final Map<String, Rule> RULES = new TreeMap<>();

  static {
    own("slots", number(0, 4096));
    own("device", text("cpu, or gpu0, gpu1, ...", DEVICE));
    own("devices", SettingsCheck::devices);
    own("device-processes", onOrOff());
    own("rule-engine", text("fused or djl", Pattern.compile("(?i)fused|djl")));
    own("dashboard.enabled", onOrOff());
    own("dashboard.port", number(0, 65535));
    own("cluster.port", number(0, 65535));
    own("cluster.enrolment-port", number(0, 65535));
    own("cluster.restarts", onOrOff());
    own("stop-timeout", time(Duration.ofMillis(1)));
    own("max-recipe-bytes", number(1, 256 << 20));
    own("checkpoint-interval", time(Duration.ZERO));
    own("disk-reserve", size());
    own("retry.budget", number(1, 1_000_000));
    own("retry.limit", number(1, 1_000_000));
    own("retry.deaths", number(1, 1_000_000));
    own("retry.backoff", time(Duration.ZERO));
    own("retry.max-backoff", time(Duration.ZERO));
    for (String data : List.of("mnist", "fashion-mnist", "cifar10")) {
      own("data." + data, text("a folder", Pattern.compile(".*")));
    }
    Pattern levels = Pattern.compile("(?i)off|error|warning|info|debug");
    for (String level : List.of("loglevel", "stdout-loglevel")) {
      RULES.put(AKKA + "." + level, text("OFF, ERROR, WARNING, INFO or DEBUG", levels));
    }
  }

  private SettingsCheck() {}

  private static void own(String setting, Rule rule) {
    RULES.put(OWN + "." + setting, rule);
  }

  /**
   * Judges.
   *
   * @param user what the user set, wherever; may have more than settings of a lab
   * @param all the same over the defaults
   * @param file where users write settings, for messages
   * @throws LabException with exit code 2 and all that is wrong
   */
  static void check(Config user, Config all, String file) throws LabException {
    List<String> wrong = new ArrayList<>();
    unknownRooms(user, wrong);
    for (String room : List.of(OWN, AKKA)) {
      ConfigValue set = user.root().get(room);
      if (set != null && !(set instanceof ConfigObject)) {
        wrong.add(where(set) + room + " is no block of settings");
      }
    }
    unknown(user, wrong);
    RULES.forEach(
        (path, rule) -> {
          if (all.root().get(ConfigUtil.splitPath(path).get(0)) instanceof ConfigObject) {
            rule.wrong(all, path).ifPresent(why -> wrong.add(where(value(all, path)) + path + why));
          }
        });
    if (!wrong.isEmpty()) {
      throw new LabException(
          LabException.BAD_INPUT,
          "the lab's settings ("
              + file
              + ") can't be used:"
              + System.lineSeparator()
              + "  "
              + String.join(System.lineSeparator() + "  ", wrong));
    }
  }

  /** Blocks that neither a lab nor Akka has: a setting without its {@code symlab.} for one. */
  private static void unknownRooms(Config user, List<String> wrong) {
    ConfigObject known = ConfigFactory.defaultReference().root();
    for (Map.Entry<String, ConfigValue> room : user.root().entrySet()) {
      if (!room.getKey().equals(OWN) && !known.containsKey(room.getKey())) {
        String whole = OWN + "." + room.getKey();
        String meant =
            RULES.containsKey(whole)
                ? whole
                : NearestName.of(room.getKey(), List.of(OWN, AKKA)).orElse(OWN + "...");
        wrong.add(noSetting(room.getValue(), room.getKey()) + didYouMean(meant));
      }
    }
  }

  /** All of a lab's own; of Akka's those of its first level, which are not for plugins to add. */
  private static void unknown(Config user, List<String> wrong) {
    if (user.root().get(OWN) instanceof ConfigObject block) {
      for (Map.Entry<String, ConfigValue> entry : block.toConfig().entrySet()) {
        String path = OWN + "." + String.join(".", ConfigUtil.splitPath(entry.getKey()));
        if (!RULES.containsKey(path) && !FREE.matcher(path).matches()) {
          wrong.add(
              noSetting(entry.getValue(), path)
                  + NearestName.of(path, RULES.keySet())
                      .map(SettingsCheck::didYouMean)
                      .orElse("; application.conf names them all"));
        }
      }
    }
    if (user.root().get(AKKA) instanceof ConfigObject block) {
      Set<String> known = ConfigFactory.defaultReference().getObject(AKKA).keySet();
      for (Map.Entry<String, ConfigValue> entry : block.entrySet()) {
        if (!known.contains(entry.getKey())) {
          wrong.add(
              noSetting(entry.getValue(), AKKA + "." + entry.getKey())
                  + NearestName.of(entry.getKey(), known)
                      .map(near -> didYouMean(AKKA + "." + near))
                      .orElse("; Akka's reference.conf names them all"));
        }
      }
    }
  }

  private static String noSetting(ConfigValue value, String path) {
    return where(value) + "there is no setting " + path;
  }

  private static String didYouMean(String meant) {
    return "; did you mean " + meant + "?";
  }

  private static Rule number(int least, int most) {
    return (all, path) -> {
      try {
        double value = all.getDouble(path); // getLong would cut off what is behind the point
        if (value != Math.rint(value)) {
          return Optional.of(" wants a whole number, is " + shown(all, path));
        }
        return value < least || value > most
            ? Optional.of(" must be from " + least + " to " + most + ", is " + shown(all, path))
            : Optional.empty();
      } catch (ConfigException e) {
        return Optional.of(" wants a whole number, is " + shown(all, path));
      }
    };
  }

  private static Rule time(Duration least) {
    return (all, path) -> {
      try {
        return all.getDuration(path).compareTo(least) < 0
            ? Optional.of(" is too short: " + shown(all, path))
            : Optional.empty();
      } catch (ConfigException e) {
        return Optional.of(" wants a time such as 5s or 2m, is " + shown(all, path));
      }
    };
  }

  private static Rule size() {
    return (all, path) -> {
      try {
        return all.getBytes(path) < 0
            ? Optional.of(" can't be less than nothing, is " + shown(all, path))
            : Optional.empty();
      } catch (ConfigException e) {
        return Optional.of(" wants a size such as 256 MB or 2 GiB, is " + shown(all, path));
      }
    };
  }

  private static Optional<String> devices(Config all, String path) {
    try {
      ConfigValue value = value(all, path);
      if (value == null) {
        return Optional.of(" is missing");
      }
      if (value
          .unwrapped()
          .equals(Collections.singletonList(all.getValue(OWN + ".device").unwrapped()))) {
        return Optional.empty(); // taken from device, whose own rule tells what is wrong
      }
      DeviceSettings.check(value);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
  }

  private static Rule onOrOff() {
    return (all, path) -> {
      try {
        all.getBoolean(path);
        return Optional.empty();
      } catch (ConfigException e) {
        return Optional.of(" wants on or off, is " + shown(all, path));
      }
    };
  }

  private static Rule text(String wanted, Pattern pattern) {
    return (all, path) -> {
      try {
        return pattern.matcher(all.getString(path)).matches()
            ? Optional.empty()
            : Optional.of(" wants " + wanted + ", is " + shown(all, path));
      } catch (ConfigException e) {
        return Optional.of(" wants " + wanted + ", is " + shown(all, path));
      }
    };
  }

  private static String shown(Config all, String path) {
    ConfigValue value = value(all, path);
    return value == null ? "missing" : String.valueOf(value.unwrapped());
  }

  private static ConfigValue value(Config all, String path) {
    ConfigValue value = all.root();
    for (String part : ConfigUtil.splitPath(path)) {
      value = value instanceof ConfigObject block ? block.get(part) : null;
    }
    return value;
  }

  /** E.g. {@code lab.conf:3: }; nothing where it stands in no file. */
  private static String where(ConfigValue value) {
    if (value == null || value.origin().filename() == null) {
      return "";
    }
    String name = value.origin().filename();
    String line = value.origin().lineNumber() > 0 ? ":" + value.origin().lineNumber() : "";
    return name.substring(name.lastIndexOf('/') + 1) + line + ": ";
  }
}
