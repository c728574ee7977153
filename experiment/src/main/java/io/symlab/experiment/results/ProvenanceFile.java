package io.symlab.experiment.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * Where a trial's results come from, as {@code provenance.json} has it; the settings stand in the
 * frozen recipe.
 *
 * @param experiment its id, e.g. {@code e1}
 * @param trial counted from 1
 * @param label the sweep's keys and values; empty without a sweep
 * @param version of Symlab
 * @param build hash of the sources it was built from; empty when unknown
 * @param seed of everything random
 * @param data what the optimizee was trained on, in words
 * @param dataChecksum of that data; empty when there is none
 * @param machine of the lab's own process; a stage's hosts tell where it was computed
 * @param started ISO 8601, when the first attempt started
 * @param ended ISO 8601, when this was written
 * @param stages in order
 */
public record ProvenanceFile(
    String experiment,
    int trial,
    String label,
    String version,
    String build,
    long seed,
    String data,
    String dataChecksum,
    Machine machine,
    String started,
    String ended,
    List<StageTime> stages) {
  private static final String SCHEMA = "symlab.provenance/1";

  /**
   * What a stage took.
   *
   * @param name e.g. {@code meta-train}
   * @param seconds spent in all its attempts
   * @param attempts how many it took
   * @param hosts that had a part in it, in order; empty in files of versions that did not say
   */
  public record StageTime(String name, double seconds, int attempts, List<Place> hosts) {
    /** On hosts that are not known. */
    public StageTime(String name, double seconds, int attempts) {
      this(name, seconds, attempts, List.of());
    }

    public StageTime {
      hosts = List.copyOf(hosts);
    }
  }

  /**
   * Where a part of a stage was computed.
   *
   * @param host as the lab calls it; {@code lab} is its own process
   * @param device of that host: {@code cpu}, {@code gpu0}, ...
   * @param processor its model, where the system tells
   * @param version of Symlab there
   * @param build hash of the sources it was built from; empty when unknown
   */
  public record Place(String host, String device, String processor, String version, String build) {}

  public ProvenanceFile {
    stages = List.copyOf(stages);
  }

  public byte[] toBytes() {
    return ResultJson.write(SCHEMA, this);
  }

  /**
   * Reads {@link #toBytes}'s form back.
   *
   * @throws ResultFormatException when it is damaged
   */
  public static ProvenanceFile ofBytes(byte[] bytes, String origin) {
    ObjectNode node = ResultJson.object(bytes, List.of(SCHEMA), origin);
    for (JsonNode stage : node.path("stages")) {
      if (stage instanceof ObjectNode one) {
        ResultJson.later(one, Map.of("hosts", List.of()));
      }
    }
    return ResultJson.value(node, ProvenanceFile.class, origin);
  }
}
