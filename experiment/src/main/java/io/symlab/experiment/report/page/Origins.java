package io.symlab.experiment.report.page;

import io.symlab.experiment.recipe.Recipe;
import io.symlab.experiment.report.chart.Digits;
import io.symlab.experiment.report.chart.Xml;
import io.symlab.experiment.results.ProvenanceFile;
import io.symlab.model.data.ImageShape;
import io.symlab.model.data.ImageSource;
import io.symlab.model.optimizee.OptimizeeSettings;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.learned.RuleSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The part of the page that says what was run: on what, from which seed and data, for how long. */
final class Origins {
  /** More of them are counted, not named. */
  private static final int MANY_FEATURES = 8;

  private Origins() {}

  /** The whole experiment in one line. */
  static String line(Recipe recipe) {
    if (recipe.evolution().fromScratch()) {
      return "Rules that began as "
          + recipe.evolution().from().stream().map(Origins::brief).collect(Collectors.joining(", "))
          + ", evolved on "
          + optimizee(recipe.optimizee());
    }
    RuleSettings rule = recipe.rule();
    return switch (rule.kind()) {
          case DM -> "DM (" + seen(rule) + " → LSTM " + sizes(rule.lstm());
          case RNNPROP ->
              "RNNProp (" + seen(rule) + " → " + rule.linear() + " → LSTM " + sizes(rule.lstm());
          case MLP, MLP_FACTORED -> "MLP (" + seen(rule) + " → " + sizes(rule.hidden());
        }
        + ") learned on "
        + optimizee(recipe.optimizee());
  }

  private static String seen(RuleSettings rule) {
    List<Feature> features = rule.features();
    return features.size() > MANY_FEATURES
        ? features.size() + " features"
        : features.stream().map(Feature::key).collect(Collectors.joining(", "));
  }

  private static String sizes(List<Integer> layers) {
    return layers.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private static String brief(String rule) {
    return rule.length() <= 40 ? rule : rule.substring(0, 37) + "...";
  }

  static String section(TrialRecord record) {
    var body = new StringBuilder();
    var rows = new StringBuilder();
    Recipe recipe = record.recipe();
    fact(rows, "optimizee", optimizee(recipe.optimizee()));
    fact(rows, "seed", Long.toString(recipe.seed()));
    record.provenance().ifPresent(origin -> facts(rows, origin));
    body.append("<div class=\"scroll\"><table class=\"facts\"><tbody>\n")
        .append(rows)
        .append("</tbody></table></div>\n");
    record
        .provenance()
        .filter(origin -> !origin.stages().isEmpty())
        .ifPresent(origin -> body.append(times(origin)));
    body.append("<details><summary>The whole recipe, resolved</summary>\n<pre>")
        .append(Xml.escape(record.recipeJson()))
        .append("</pre></details>\n");
    return body.toString();
  }

  private static void facts(StringBuilder rows, ProvenanceFile origin) {
    fact(
        rows,
        "experiment",
        origin.experiment()
            + ", trial "
            + origin.trial()
            + (origin.label().isEmpty() ? "" : ": " + origin.label()));
    fact(rows, "data", origin.data());
    if (!origin.dataChecksum().isEmpty()) {
      rows.append(
          Markup.row(
              List.of("data’s SHA-256", "<code>" + Xml.escape(origin.dataChecksum()) + "</code>")));
    }
    fact(rows, "started", moment(origin.started()));
    fact(
        rows,
        "code",
        "Symlab "
            + origin.version()
            + (origin.build().isEmpty() ? "" : ", build " + origin.build()));
    fact(rows, "machine", origin.machine().processor());
    fact(
        rows,
        "",
        origin.machine().cores()
            + (origin.machine().cores() == 1 ? " core" : " cores")
            + ", "
            + origin.machine().system());
    fact(rows, "Java", origin.machine().java());
  }

  private static String times(ProvenanceFile origin) {
    var rows = new StringBuilder();
    double total = 0;
    boolean places = origin.stages().stream().anyMatch(stage -> !stage.hosts().isEmpty());
    for (ProvenanceFile.StageTime stage : origin.stages()) {
      total += stage.seconds();
      List<String> cells = new ArrayList<>();
      cells.add(Xml.escape(stage.name()));
      cells.add(Digits.seconds(stage.seconds()));
      cells.add(Integer.toString(stage.attempts()));
      if (places) {
        cells.add(Xml.escape(places(stage, origin)));
      }
      rows.append(Markup.row(cells));
    }
    List<String> heads = new ArrayList<>(List.of("stage", "time", "attempts"));
    List<String> sums = new ArrayList<>(List.of("together", Digits.seconds(total), ""));
    if (places) {
      heads.add("on");
      sums.add("");
    }
    rows.append(Markup.markedRow(sums));
    return Markup.table("figures", heads, rows.toString());
  }

  /** E.g. {@code lab, desk gpu0 (Some Processor)}: what is not as the lab's own is named. */
  private static String places(ProvenanceFile.StageTime stage, ProvenanceFile origin) {
    return stage.hosts().stream()
        .map(
            place ->
                place.host()
                    + (place.device().equals("cpu") ? "" : " " + place.device())
                    + (place.processor().equals(origin.machine().processor())
                        ? ""
                        : " (" + place.processor() + ")"))
        .collect(Collectors.joining(", "));
  }

  private static void fact(StringBuilder rows, String name, String value) {
    if (!value.isBlank()) {
      rows.append(Markup.row(List.of(Xml.escape(name), Xml.escape(value))));
    }
  }

  private static String optimizee(OptimizeeSettings settings) {
    String mixed = joined(settings.beside().mixture());
    return alone(settings)
        + (settings.start().isEmpty() ? "" : ", from the weights " + settings.start())
        + (mixed.isEmpty() ? "" : ", mixed in meta-training with " + mixed);
  }

  private static String joined(List<OptimizeeSettings> problems) {
    return problems.stream().map(Origins::alone).collect(Collectors.joining("; "));
  }

  private static String alone(OptimizeeSettings settings) {
    if (!settings.beside().members().isEmpty()) {
      return "an ensemble of " + joined(settings.beside().members());
    }
    if (settings.isOwn()) {
      return settings.own().description() + ", batches of " + settings.batch();
    }
    if (!settings.onImages()) {
      return (settings.kind().equals("quadratic") ? "random quadratics" : settings.kind())
          + ", "
          + settings.instances()
          + " instances of "
          + settings.dimension()
          + " parameters";
    }
    return network(settings)
        + " classifier of "
        + images(settings)
        + ", batches of "
        + settings.batch();
  }

  private static String network(OptimizeeSettings settings) {
    boolean plain = settings.activation().equals("relu") || settings.kind().startsWith("resnet");
    String units = plain ? "" : " " + settings.activation();
    if (!settings.kind().equals("mlp")) {
      return "a " + settings.kind() + units;
    }
    Optional<ImageShape> known =
        ImageSource.named(settings.data().kind()).flatMap(ImageSource::shape);
    if (known.isEmpty()) {
      return "an mlp (" + sizes(settings.hidden()) + ")" + units;
    }
    ImageShape shape = known.get();
    boolean all = settings.data().classes().equals("all");
    return "a "
        + shape.pixels()
        + "-"
        + settings.hidden().stream().map(size -> size + "-").collect(Collectors.joining())
        + (all ? shape.classes() : shape.classes() / 2)
        + units;
  }

  private static String images(OptimizeeSettings settings) {
    var data = settings.data();
    ImageSource source = ImageSource.named(data.kind()).orElse(ImageSource.RENDERED);
    return !source.files()
        ? Digits.whole(data.images()) + " rendered digits"
        : source.own()
            ? "the arrays " + data.directory()
            : source.title() + (data.classes().equals("all") ? "" : " half " + data.classes());
  }

  /** An ISO instant without its fractions of a second. */
  static String moment(String iso) {
    return iso.length() >= 16 ? iso.substring(0, 16).replace('T', ' ') + " UTC" : iso;
  }
}
