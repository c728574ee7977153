package io.symlab.experiment.report.page;

import io.symlab.model.rule.features.Feature;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What a formula's variables are, in words for the page; docs/model.md has the formulas. */
final class FeatureMeanings {
  private FeatureMeanings() {}

  /** One sentence on those that are among the columns, with a lag ({@code mt_0}) or without. */
  static String of(List<String> columns) {
    String said =
        Arrays.stream(Feature.values())
            .filter(f -> columns.contains(f.key()) || columns.contains(f.key() + "_0"))
            .map(f -> "<em>" + f.key() + "</em> is " + meaning(f))
            .collect(Collectors.joining("; "));
    return said.isEmpty() ? "" : said + ".";
  }

  static String meaning(Feature feature) {
    return switch (feature) {
      case G -> "the gradient";
      case MT -> "the momentum divided by the root of its second moment";
      case GT -> "the gradient divided by the root of its second moment";
      case ADAM_UP -> "the momentum";
      case ADAM_UP_NORM -> "the momentum with its bias corrected";
      case ADAM_DOWN -> "the root of the gradient’s second moment";
      case MAGIC2 -> "the momentum divided by the root of the second moment";
      case MAGIC25 -> "the momentum divided by the 2.5th root of the 2.5th moment";
      case MAGIC3 -> "the momentum divided by the third root of the third moment";
      case MAGIC4 -> "the momentum divided by the fourth root of the fourth moment";
      case MEAN_G -> "the gradient’s mean over the window";
      case MEAN_G2 -> "the squared gradient’s mean over the window";
      case THETA -> "the parameter before the step";
      case NORM_G -> "the root of the mean squared gradient of the parameter’s tensor";
      case NORM_THETA -> "the root of the mean square of the parameter’s tensor";
      case T -> "the step divided by 1000";
      case LOG_T -> "the logarithm of the step";
      case RMS -> "the squared gradient averaged with decay 0.999";
      case INV_RMS -> "1 over the root of " + meaning(Feature.RMS);
      default -> ofFamily(feature.key());
    };
  }

  /** Those that differ from each other by a decay or a time: by the parts of their names. */
  private static String ofFamily(String key) {
    String decay = " averaged with decay 0." + key.replaceAll("[^0-9]", "");
    String stem = key.replaceAll("[0-9]+", "");
    return switch (stem) {
      case "mom" -> "the gradient" + decay;
      case "mom_rms" -> "the gradient" + decay + ", divided by the root of its second moment";
      case "mom_fac" ->
          "the gradient" + decay + ", divided by the root of a factored second moment";
      case "fac" -> "the gradient divided by the root of a factored second moment" + decay;
      case "row" -> "the squared gradient’s mean along a row" + decay;
      case "col" -> "the squared gradient’s mean along a column" + decay;
      case "inv_row", "inv_col" -> "1 over the root of " + ofFamily(key.substring(4));
      default -> "a clock of " + key.substring(1) + " steps";
    };
  }
}
