package io.symlab.experiment.results;

import java.util.List;

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
 * @param machine where the last stage ran
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
   */
  public record StageTime(String name, double seconds, int attempts) {}

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
    return ResultJson.read(bytes, SCHEMA, ProvenanceFile.class, origin);
  }
}
