package io.symlab.actors.host;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.symlab.model.torch.NvidiaSmi.Gpu;
import io.symlab.proto.DeviceRecord;
import io.symlab.symbolic.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code symlab.devices}: what a host has beside its processor. An entry is {@code cpu}, for
 * nothing beside it; {@code gpu0}, {@code gpu1}, ...; {@code all}, for all GPUs that there are; or
 * a block with one of those as {@code kind}, or {@code fake-gpu}, and its {@code shares} and {@code
 * memory}. Fake ones compute on the processor.
 */
public final class DeviceSettings {
  /** Of a GPU that computes on the processor. */
  public static final String FAKE = "fake-gpu";

  /** Of a real one. */
  public static final String GPU = "gpu";

  private static final Pattern NAME = Pattern.compile("gpu([0-9]{1,3})");
  private static final String KEY = "symlab.devices";
  private static final String WANTS =
      "cpu, gpu0, gpu1, ..., all, or a block such as { kind = gpu0, shares = 4 } or"
          + " { kind = fake-gpu, count = 8, memory = 16 GB, shares = 4 }";
  private static final long USUAL_MEMORY = 16L << 30;
  private static final int MOST = 1024;

  private final Supplier<List<Gpu>> there;
  private final List<DeviceRecord> devices = new ArrayList<>();

  private DeviceSettings(Supplier<List<Gpu>> there) {
    this.there = there;
  }

  /**
   * Whether the setting can be read; whether its GPUs are there is not asked.
   *
   * @param devices the setting's value
   * @throws IllegalArgumentException saying what is wrong
   */
  public static void check(ConfigValue devices) {
    for (ConfigValue entry : entries(devices)) {
      entry(entry);
    }
  }

  /**
   * The devices beside the processor.
   *
   * @param devices the setting's value
   * @param there asked for the GPUs of this machine when the setting names one
   * @throws IllegalArgumentException when one is not there, with those that are, or named twice
   */
  public static List<DeviceRecord> read(ConfigValue devices, Supplier<List<Gpu>> there) {
    var settings = new DeviceSettings(there);
    entries(devices).forEach(one -> settings.add(entry(one)));
    return List.copyOf(settings.devices);
  }

  /** The setting that means one of those, and no other. */
  public static Map<String, Object> setting(DeviceRecord device) {
    Map<String, Object> block = new TreeMap<>();
    boolean fake = device.getKind().equals(FAKE);
    block.put("kind", fake ? FAKE : device.getName());
    if (fake) {
      block.put("first", Integer.parseInt(device.getName().substring(FAKE.length())));
    }
    block.put("shares", device.getShares());
    block.put("memory", device.getMemory());
    return block;
  }

  /** The setting in few words, e.g. {@code gpu0, gpu1} or {@code 8 fake-gpu}. */
  public static String words(ConfigValue devices) {
    List<String> words =
        entries(devices).stream()
            .map(DeviceSettings::entry)
            .map(one -> one.count() == 1 ? one.kind() : one.count() + " " + one.kind())
            .toList();
    return words.isEmpty() ? "cpu" : String.join(", ", words);
  }

  /**
   * One of the setting.
   *
   * @param first number of the first of fake ones; negative: that after those before
   */
  private record Entry(String kind, int count, int shares, long memory, int first) {}

  private static List<ConfigValue> entries(ConfigValue devices) {
    return devices instanceof ConfigList list ? List.copyOf(list) : List.of(devices);
  }

  private static Entry entry(ConfigValue value) {
    if (value instanceof ConfigObject block) {
      return block(block.toConfig());
    }
    if (value.valueType() != ConfigValueType.STRING) {
      throw new IllegalArgumentException(" wants " + WANTS + ", is " + value.unwrapped());
    }
    return kind(new Entry(String.valueOf(value.unwrapped()), 1, 1, 0, -1));
  }

  private static Entry block(Config block) {
    Set<String> keys = Set.of("kind", "count", "shares", "memory", "first");
    for (String key : block.root().keySet()) {
      if (!keys.contains(key)) {
        throw new IllegalArgumentException(
            " has a block with a key "
                + key
                + NearestName.of(key, keys).map(near -> "; did you mean " + near + "?").orElse(""));
      }
    }
    try {
      String kind = block.getString("kind");
      long memory = block.hasPath("memory") ? block.getBytes("memory") : 0;
      int first = block.hasPath("first") ? block.getInt("first") : -1;
      var entry = new Entry(kind, whole(block, "count"), whole(block, "shares"), memory, first);
      return kind(entry);
    } catch (ConfigException e) {
      throw new IllegalArgumentException(
          " wants " + WANTS + ", is " + block.root().unwrapped() + ": " + e.getMessage(), e);
    }
  }

  private static int whole(Config block, String key) {
    int value = block.hasPath(key) ? block.getInt(key) : 1;
    if (value < 1 || value > MOST) {
      throw new IllegalArgumentException(
          " has " + key + " = " + value + ": must be from 1 to " + MOST);
    }
    return value;
  }

  private static Entry kind(Entry entry) {
    boolean real = NAME.matcher(entry.kind()).matches();
    if (!real && !List.of("cpu", "all", FAKE).contains(entry.kind())) {
      throw new IllegalArgumentException(" wants " + WANTS + ", is " + entry.kind());
    }
    if (real && entry.count() > 1) {
      throw new IllegalArgumentException(" has " + entry.kind() + " with a count: there is one");
    }
    return entry;
  }

  private void add(Entry entry) {
    switch (entry.kind()) {
      case "cpu" -> {
        // It is there whether it is named or not.
      }
      case FAKE -> {
        for (int i = 0; i < entry.count(); i++) {
          long memory = entry.memory() > 0 ? entry.memory() : USUAL_MEMORY;
          long before = devices.stream().filter(one -> one.getKind().equals(FAKE)).count();
          long number = entry.first() < 0 ? before : entry.first() + i;
          add(FAKE + number, FAKE, entry.shares(), memory, "");
        }
      }
      case "all" -> {
        List<Gpu> gpus = there.get();
        if (gpus.isEmpty()) {
          throw new IllegalArgumentException(KEY + " asks for all GPUs: " + none());
        }
        gpus.forEach(gpu -> add(gpu, entry));
      }
      default -> add(named(entry.kind()), entry);
    }
  }

  private Gpu named(String name) {
    Matcher number = NAME.matcher(name);
    number.matches();
    int index = Integer.parseInt(number.group(1));
    List<Gpu> gpus = there.get();
    return gpus.stream()
        .filter(gpu -> gpu.index() == index)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    KEY + " asks for " + name + ": " + (gpus.isEmpty() ? none() : names(gpus))));
  }

  private static String none() {
    return "this machine has no GPU that nvidia-smi knows of; choose cpu";
  }

  private static String names(List<Gpu> gpus) {
    return "this machine has "
        + String.join(
            ", ",
            gpus.stream().map(gpu -> "gpu" + gpu.index() + " (" + gpu.model() + ")").toList());
  }

  private void add(Gpu gpu, Entry entry) {
    long memory = entry.memory() > 0 ? Math.min(entry.memory(), gpu.memory()) : gpu.memory();
    add("gpu" + gpu.index(), GPU, entry.shares(), memory, gpu.model());
  }

  private void add(String name, String kind, int shares, long memory, String model) {
    if (devices.stream().anyMatch(one -> one.getName().equals(name))) {
      throw new IllegalArgumentException(KEY + " names " + name + " twice");
    }
    devices.add(
        DeviceRecord.newBuilder()
            .setName(name)
            .setKind(kind)
            .setShares(shares)
            .setMemory(memory)
            .setModel(model)
            .build());
  }
}
