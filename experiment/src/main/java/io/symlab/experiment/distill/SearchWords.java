package io.symlab.experiment.distill;

import static java.util.Map.entry;

import io.symlab.symbolic.settings.SearchPart;
import java.util.List;
import java.util.Map;

/**
 * What a person knows the parts of a search by: the option, or the file's key and line where the
 * part came from a file.
 */
final class SearchWords implements SearchPart.Words {
  private static final Map<SearchPart, String> OPTIONS =
      Map.ofEntries(
          entry(SearchPart.DEFINE, "--define"),
          entry(SearchPart.OPERATORS, "--operators"),
          entry(SearchPart.LOSS, "--loss"),
          entry(SearchPart.CONSTRAINTS, "--constraint"),
          entry(SearchPart.COMPLEXITY, "--complexity"),
          entry(SearchPart.GUESSES, "--guess"),
          entry(SearchPart.TEMPLATE, "--template"),
          entry(SearchPart.UNITS, "--units"),
          entry(SearchPart.Y_UNIT, "--y-unit"),
          entry(SearchPart.SIGNALS, "--lags, e.g. g=20"),
          entry(SearchPart.MAX_COMPLEXITY, "--max-complexity"),
          entry(SearchPart.ISLANDS, "--islands"),
          entry(SearchPart.POPULATION, "--population"),
          entry(SearchPart.RESERVOIR, "--reservoir"));

  /** Where the texts of a part that a file gave stand; a part with one text has one place. */
  private final Map<SearchPart, List<String>> places;

  SearchWords(Map<SearchPart, List<String>> places) {
    this.places = Map.copyOf(places);
  }

  @Override
  public String of(SearchPart part) {
    return places.containsKey(part) ? part.key() : OPTIONS.getOrDefault(part, part.key());
  }

  @Override
  public String place(SearchPart part, int entry) {
    List<String> known = places.getOrDefault(part, List.of());
    return entry < known.size() ? known.get(entry) : of(part);
  }
}
