package io.symlab.experiment.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.symlab.experiment.results.ResultFormatException;
import io.symlab.experiment.results.TrialFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The trials of an experiment side by side: what each report found, and per variant the median over
 * its seeds. Made of the summary files that reports leave, so no lab need be running.
 *
 * @param trials that have a report, by number
 * @param without numbers of the trials that have none (yet)
 */
public record TrialSummaries(List<Trial> trials, List<Integer> without) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * One trial's summary.
   *
   * @param variant its label without the seed; empty where nothing else was swept
   * @param summary {@code report.json}
   */
  public record Trial(int number, String variant, long seed, JsonNode summary) {
    /**
     * A figure by its path in the summary, e.g. {@code last10/learned}; NaN where there is none.
     */
    public double figure(String path) {
      JsonNode at = summary.at("/" + path);
      if (at.isNumber()) {
        return at.doubleValue();
      }
      return at.asText().equals("Infinity") ? Double.POSITIVE_INFINITY : Double.NaN;
    }
  }

  /** Reads an experiment's folder. */
  public static TrialSummaries read(Path experiment) throws IOException {
    List<Trial> trials = new ArrayList<>();
    List<Integer> without = new ArrayList<>();
    List<Path> folders;
    try (Stream<Path> inside = Files.list(experiment)) {
      folders = inside.filter(f -> f.getFileName().toString().matches("[0-9]{1,9}")).toList();
    }
    for (Path folder : folders) {
      int number = Integer.parseInt(folder.getFileName().toString());
      Path file = folder.resolve(TrialFiles.REPORT).resolveSibling("report.json");
      try {
        trials.add(trial(number, summary(file), file));
      } catch (NoSuchFileException e) {
        without.add(number);
      }
    }
    trials.sort(Comparator.comparingInt(Trial::number));
    without.sort(Comparator.naturalOrder());
    return new TrialSummaries(List.copyOf(trials), List.copyOf(without));
  }

  private static JsonNode summary(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    try {
      return JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw new ResultFormatException(file + " is damaged: " + e.getOriginalMessage(), e);
    }
  }

  private static Trial trial(int number, JsonNode summary, Path file) {
    if (!summary.path("schema").asText().startsWith("symlab.report/")) {
      throw new ResultFormatException(file + " is not a report's summary");
    }
    String label = summary.path("label").asText("");
    String variant = label.replaceFirst("(^|, )seed=[0-9]+$", "");
    return new Trial(number, variant, summary.path("seed").asLong(), summary);
  }

  /** The trials of each variant, in the order of their first trials. */
  public Map<String, List<Trial>> variants() {
    Map<String, List<Trial>> variants = new LinkedHashMap<>();
    for (Trial trial : trials) {
      variants.computeIfAbsent(trial.variant(), v -> new ArrayList<>()).add(trial);
    }
    return variants;
  }

  /** The median of a figure over trials that have it; NaN where none has. */
  public static double median(List<Trial> trials, String path) {
    double[] values =
        trials.stream()
            .mapToDouble(t -> t.figure(path))
            .filter(x -> !Double.isNaN(x))
            .sorted()
            .toArray();
    int n = values.length;
    if (n == 0) {
      return Double.NaN;
    }
    return n % 2 == 1 ? values[n / 2] : Arrays.stream(values, n / 2 - 1, n / 2 + 1).sum() / 2;
  }
}
