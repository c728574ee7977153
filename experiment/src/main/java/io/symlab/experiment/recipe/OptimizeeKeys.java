package io.symlab.experiment.recipe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.symlab.experiment.recipe.RecipeValues.Range;
import io.symlab.model.data.DataSettings;
import io.symlab.model.data.ImageSource;
import io.symlab.model.optimizee.Activation;
import io.symlab.model.optimizee.OptimizeeKind;
import io.symlab.model.optimizee.OptimizeeSettings;
import io.symlab.model.optimizee.OptimizeeSettings.Beside;
import io.symlab.model.optimizee.OwnTask;
import java.util.List;

/** The keys of {@code optimizee}: the problem and its data, read, judged and written back. */
final class OptimizeeKeys {
  private static final String KIND = "optimizee.kind";
  private static final String DATA_KIND = "optimizee.data.kind";
  private static final String DIRECTORY = "optimizee.data.directory";
  private static final String IMAGES = "optimizee.data.images";
  private static final String CLASSES = "optimizee.data.classes";
  private static final String AUGMENT = "optimizee.data.augment";
  private static final String BATCH = "optimizee.batch";
  private static final String DIMENSION = "optimizee.dimension";
  private static final String SCRIPT = "optimizee.script";
  private static final String ARRAYS = "optimizee.arrays";
  private static final String INPUTS = "optimizee.inputs";
  private static final String START = "optimizee.start";

  private final RecipeValues values;
  private final DataCheck dataCheck;

  OptimizeeKeys(RecipeValues values, DataCheck dataCheck) {
    this.values = values;
    this.dataCheck = dataCheck;
  }

  /** The problem, with those beside it and what it starts from. */
  OptimizeeSettings settings() {
    OptimizeeSettings alone = alone();
    OptimizeeKind kind = OptimizeeKind.named(alone.kind()).orElseThrow();
    OptimizeeSettings whole =
        alone
            .withBeside(new BesideKeys(values, dataCheck).read(kind))
            .withStart(values.text(START, 4096));
    return whole.start().isBlank() || !values.clean()
        ? whole
        : dataCheck.started(whole, what -> values.problem(START, what));
  }

  /** One that stands beside another. */
  OptimizeeSettings beside() {
    double weight = values.number("optimizee.weight", Range.of(0, 1e6));
    return alone().withBeside(new Beside(weight, List.of(), List.of()));
  }

  private OptimizeeSettings alone() {
    OptimizeeKind kind =
        OptimizeeKind.named(values.choice(KIND, OptimizeeKind.keys())).orElseThrow();
    int batch = values.whole(BATCH, 1, 60_000);
    DataSettings data = data();
    if (kind.onImages() && values.sound(KIND, DATA_KIND)) {
      data = judged(kind, data, batch);
    }
    int dimension = values.whole(DIMENSION, 1, 10_000);
    if (kind.landscape() && !values.written(DIMENSION)) {
      dimension = kind.usualDimension();
    }
    if (dimension < kind.leastDimension()) {
      values.problem(
          DIMENSION, kind.key() + " has half as many equations as parameters: choose 2 or more");
    }
    return new OptimizeeSettings(
        kind.key(),
        values.wholes("optimizee.hidden", 1, 10_000, 20),
        batch,
        values.number("optimizee.initial-scale", Range.positive(10)),
        data,
        values.whole("optimizee.instances", 1, 100_000),
        dimension,
        values.choice("optimizee.activation", Activation.keys()),
        own(kind, batch),
        Beside.NONE,
        "");
  }

  /** A user's own files, where the problem is made of such. */
  private OwnTask own(OptimizeeKind kind, int batch) {
    OwnTask files =
        new OwnTask(
            values.text(SCRIPT, 4096), values.text(ARRAYS, 4096), values.texts(INPUTS, 200, 20));
    if (kind != OptimizeeKind.TORCHSCRIPT || !values.sound(KIND, SCRIPT, ARRAYS, BATCH)) {
      return files;
    }
    if (files.script().isBlank()) {
      values.problem(SCRIPT, "names no TorchScript file, which optimizee.kind = torchscript needs");
      return files;
    }
    if (files.arrays().isBlank()) {
      values.problem(ARRAYS, "names no .npz file and no folder of arrays to take batches from");
      return files;
    }
    if (files.inputs().isEmpty()) {
      values.problem(INPUTS, "names no array: the module's, in their order, for example [x, y]");
      return files;
    }
    return dataCheck.found(
        files,
        batch,
        what -> values.problem(ARRAYS, what),
        half -> fewer("examples", half, batch, ARRAYS),
        what -> values.problem(SCRIPT, what));
  }

  private DataSettings data() {
    return new DataSettings(
        values.choice(DATA_KIND, ImageSource.keys()),
        values.text(DIRECTORY, 4096),
        values.flag("optimizee.data.download"),
        values.whole(IMAGES, 100, 1_000_000),
        values.wide("optimizee.data.seed", 0, Long.MAX_VALUE),
        values.choice(CLASSES, List.of("all", "A", "B")),
        values.choice(AUGMENT, List.of("auto", "on", "off")));
  }

  /** The data where it lies, if it suits the problem. */
  private DataSettings judged(OptimizeeKind kind, DataSettings data, int batch) {
    ImageSource source = ImageSource.named(data.kind()).orElseThrow();
    if (source != ImageSource.CIFAR10 && !data.classes().equals("all")) {
      values.problem(CLASSES, "the halves A and B are those of " + DATA_KIND + " = cifar10");
      return data;
    }
    if (!source.files()) {
      if (values.sound(IMAGES, BATCH) && batch > data.images() / 2) {
        fewer("images", data.images() / 2, batch, IMAGES);
      }
      return data;
    }
    return dataCheck.found(
        source,
        data,
        what -> values.problem(DIRECTORY, what),
        images -> {
          // The file and line are the kind's; the text names both keys.
          kind.misfit(images.shape()).ifPresent(misfit -> values.problem(KIND, misfit));
          if (data.augment().equals("on") && !images.shape().image()) {
            values.problem(AUGMENT, "only square images can be shifted and mirrored");
          }
          int half = images.half(true).length;
          if (values.sound(BATCH) && batch > half) {
            fewer("images", half, batch, DIRECTORY);
          }
        });
  }

  /** The blame is on the key that a person wrote, not on a default. */
  private void fewer(String examples, int half, int batch, String data) {
    if (values.written(BATCH) && half > 0) {
      values.problem(BATCH, "must not be more than the " + examples + " in a half (" + half + ")");
    } else {
      values.problem(
          data, half + " " + examples + " in a half are less than " + BATCH + ", " + batch);
    }
  }

  static void write(ObjectNode node, OptimizeeSettings optimizee) {
    node.put("kind", optimizee.kind());
    optimizee.hidden().forEach(node.putArray("hidden")::add);
    node.put("activation", optimizee.activation());
    node.put("batch", optimizee.batch());
    node.put("initial-scale", optimizee.initialScale());
    var data = node.putObject("data");
    data.put("kind", optimizee.data().kind());
    data.put("directory", optimizee.data().directory());
    data.put("download", optimizee.data().download());
    data.put("images", optimizee.data().images());
    data.put("seed", optimizee.data().seed());
    data.put("classes", optimizee.data().classes());
    data.put("augment", optimizee.data().augment());
    node.put("instances", optimizee.instances());
    node.put("dimension", optimizee.dimension());
    node.put("script", optimizee.own().script());
    node.put("arrays", optimizee.own().arrays());
    optimizee.own().inputs().forEach(node.putArray("inputs")::add);
    node.put("start", optimizee.start());
    BesideKeys.write(node, optimizee);
  }
}
