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
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Judges a lab's settings before anything starts: unknown ones, wrong types, impossible values. All
 * that is wrong is told at once, with where it stands.
 */
final class SettingsCheck {
  private static final String OWN = "symlab";
  private static final Pattern DEVICE = Pattern.compile("cpu|gpu[0-9]{1,3}");

  /** Settings of dispatchers are Akka's, and Akka's to judge. */
  private static final Pattern FREE = Pattern.compile("(work|blocking|journal)-dispatcher(\\..*)?");

  /** What is wrong with a value; empty: nothing. */
  private interface Rule {
    Optional<String> wrong(Config symlab, String path);
  }

  private static final Map<String, Rule> RULES = new TreeMap<>();

  static {
    RULES.put("slots", number(0, 4096));
    RULES.put("device", text("cpu, or gpu0, gpu1, ...", DEVICE));
    RULES.put("devices", SettingsCheck::devices);
    RULES.put("device-processes", onOrOff());
    RULES.put("rule-engine", text("fused or djl", Pattern.compile("(?i)fused|djl")));
    RULES.put("dashboard.enabled", onOrOff());
    RULES.put("dashboard.port", number(0, 65535));
    RULES.put("cluster.port", number(0, 65535));
    RULES.put("cluster.enrolment-port", number(0, 65535));
    RULES.put("cluster.restarts", onOrOff());
    RULES.put("stop-timeout", time(Duration.ofMillis(1)));
    RULES.put("max-recipe-bytes", number(1, 256 << 20));
    RULES.put("checkpoint-interval", time(Duration.ZERO));
    RULES.put("disk-reserve", size());
    RULES.put("retry.budget", number(1, 1_000_000));
    RULES.put("retry.limit", number(1, 1_000_000));
    RULES.put("retry.deaths", number(1, 1_000_000));
    RULES.put("retry.backoff", time(Duration.ZERO));
    RULES.put("retry.max-backoff", time(Duration.ZERO));
    for (String data : List.of("mnist", "fashion-mnist", "cifar10")) {
      RULES.put("data." + data, text("a folder", Pattern.compile(".*")));
    }
  }

  private SettingsCheck() {}

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
    if (user.hasPathOrNull(OWN)) {
      ConfigValue own = user.root().get(OWN);
      if (own instanceof ConfigObject block) {
        unknown(block.toConfig(), wrong);
      } else {
        wrong.add(where(own) + OWN + " is no block of settings");
      }
    }
    if (all.root().get(OWN) instanceof ConfigObject block) {
      Config symlab = block.toConfig();
      RULES.forEach(
          (path, rule) ->
              rule.wrong(symlab, path)
                  .ifPresent(
                      why -> wrong.add(where(value(symlab, path)) + OWN + "." + path + why)));
    }
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
        String meant =
            RULES.containsKey(room.getKey())
                ? OWN + "." + room.getKey()
                : NearestName.of(room.getKey(), List.of(OWN, "akka")).orElse(OWN + "...");
        wrong.add(
            where(room.getValue())
                + "there is no setting "
                + room.getKey()
                + "; did you mean "
                + meant
                + "?");
      }
    }
  }

  private static void unknown(Config symlab, List<String> wrong) {
    for (Map.Entry<String, ConfigValue> entry : symlab.entrySet()) {
      String path = String.join(".", ConfigUtil.splitPath(entry.getKey()));
      if (!RULES.containsKey(path) && !FREE.matcher(path).matches()) {
        wrong.add(
            where(entry.getValue())
                + "there is no setting "
                + OWN
                + "."
                + path
                + NearestName.of(path, RULES.keySet())
                    .map(near -> "; did you mean " + OWN + "." + near + "?")
                    .orElse("; application.conf names them all"));
      }
    }
  }

  private static Rule number(int least, int most) {
    return (symlab, path) -> {
      try {
        long value = symlab.getLong(path);
        return value < least || value > most
            ? Optional.of(" must be from " + least + " to " + most + ", is " + value)
            : Optional.empty();
      } catch (ConfigException e) {
        return Optional.of(" wants a whole number, is " + shown(symlab, path));
      }
    };
  }

  private static Rule time(Duration least) {
    return (symlab, path) -> {
      try {
        return symlab.getDuration(path).compareTo(least) < 0
            ? Optional.of(" is too short: " + shown(symlab, path))
            : Optional.empty();
      } catch (ConfigException e) {
        return Optional.of(" wants a time such as 5s or 2m, is " + shown(symlab, path));
      }
    };
  }

  private static Rule size() {
    return (symlab, path) -> {
      try {
        return symlab.getBytes(path) < 0
            ? Optional.of(" can't be less than nothing, is " + shown(symlab, path))
            : Optional.empty();
      } catch (ConfigException e) {
        return Optional.of(" wants a size such as 256 MB or 2 GiB, is " + shown(symlab, path));
      }
    };
  }

  private static Optional<String> devices(Config symlab, String path) {
    try {
      ConfigValue value = value(symlab, path);
      if (value == null) {
        return Optional.of(" is missing");
      }
      if (value
          .unwrapped()
          .equals(Collections.singletonList(symlab.root().get("device").unwrapped()))) {
        return Optional.empty(); // taken from device, whose own rule tells what is wrong
      }
      DeviceSettings.check(value);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
  }

  private static Rule onOrOff() {
    return (symlab, path) -> {
      try {
        symlab.getBoolean(path);
        return Optional.empty();
      } catch (ConfigException e) {
        return Optional.of(" wants on or off, is " + shown(symlab, path));
      }
    };
  }

  private static Rule text(String wanted, Pattern pattern) {
    return (symlab, path) -> {
      try {
        return pattern.matcher(symlab.getString(path)).matches()
            ? Optional.empty()
            : Optional.of(" wants " + wanted + ", is " + shown(symlab, path));
      } catch (ConfigException e) {
        return Optional.of(" wants " + wanted + ", is " + shown(symlab, path));
      }
    };
  }

  private static String shown(Config symlab, String path) {
    ConfigValue value = value(symlab, path);
    return value == null ? "missing" : String.valueOf(value.unwrapped());
  }

  private static ConfigValue value(Config symlab, String path) {
    ConfigValue value = symlab.root();
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
