package io.symlab.model.data;

import io.symlab.symbolic.Randomness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Images of any size and number of classes, from arrays of a user's own: {@code x} or {@code
 * x_train} with {@code y} or {@code y_train}, and, where they are, {@code x_test} with {@code
 * y_test}; or IDX files that are called as MNIST's are. Without test examples a sixth is set apart.
 */
final class ArrayImages {
  private static final Pattern TRAIN_X = Pattern.compile("x|x_train|(.*-)?train-images.*");
  private static final Pattern TRAIN_Y = Pattern.compile("y|y_train|(.*-)?train-labels.*");
  private static final Pattern TEST_X = Pattern.compile("x_test|(.*-)?(test|t10k)-images.*");
  private static final Pattern TEST_Y = Pattern.compile("y_test|(.*-)?(test|t10k)-labels.*");

  /** Which examples are set apart is the same in every experiment. */
  private static final long SPLIT_SEED = 60_001;

  private static final int TEST_PART = 6;
  private static final int MOST_CHANNELS = 4;
  private static final int MOST_CLASSES = 256;

  private final Path where;
  private final ExampleArrays arrays;

  private ArrayImages(Path where) {
    this.where = where;
    this.arrays = ExampleArrays.read(npz(where).orElse(where));
  }

  /**
   * Reads the images.
   *
   * @throws DataException naming the arrays, what is wrong and what to do
   */
  static Images read(DataSettings settings) {
    return new ArrayImages(place(settings)).images();
  }

  /** The files that are looked into. */
  static List<Path> files(DataSettings settings) {
    Path where = place(settings);
    return ExampleArrays.files(npz(where).orElse(where));
  }

  private static Path place(DataSettings settings) {
    if (settings.directory().isBlank()) {
      throw new DataException(
          "optimizee.data.directory names no .npz file and no folder of .npy or IDX files");
    }
    return UserFolder.expand(settings.directory());
  }

  /** The only .npz file of a folder that has no arrays beside it: fetched data lie so. */
  private static Optional<Path> npz(Path where) {
    if (!Files.isDirectory(where) || !ExampleArrays.files(where).isEmpty()) {
      return Optional.empty();
    }
    List<Path> found = ExampleArrays.zips(where);
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  private Images images() {
    NumberArray x = need(TRAIN_X, "images to train on", "x or x_train");
    NumberArray y = need(TRAIN_Y, "their labels", "y or y_train");
    Optional<NumberArray> testX = find(TEST_X);
    Optional<NumberArray> testY = find(TEST_Y);
    if (testX.isPresent() != testY.isPresent()) {
      throw new DataException(
          where
              + " has "
              + testX.or(() -> testY).orElseThrow().name()
              + " without its "
              + (testX.isPresent() ? "labels" : "images")
              + ": give both, x_test and y_test, or neither");
    }
    boolean fractions =
        most(x) <= 1 && testX.map(ArrayImages::most).orElse(0.0) <= 1; // of 255, of images both
    int classes = 1 + Math.max(highest(y), testY.map(this::highest).orElse(0));
    ImageShape shape = shape(x, Math.max(2, classes));
    ImageSet train = set(x, y, shape, fractions);
    if (testX.isPresent()) {
      if (!shape.equals(shape(testX.get(), shape.classes()))) {
        throw new DataException(
            where + ": " + words(x) + " and " + words(testX.get()) + " are images of two shapes");
      }
      return described(train, set(testX.get(), testY.orElseThrow(), shape, fractions));
    }
    int[] order = Images.shuffled(train.count(), Randomness.stream(SPLIT_SEED, "arrays.test"));
    int apart = train.count() / TEST_PART;
    return described(
        train.of(Arrays.copyOfRange(order, apart, order.length)),
        train.of(Arrays.copyOf(order, apart)));
  }

  private Images described(ImageSet train, ImageSet test) {
    if (train.count() < 2) {
      throw new DataException(where + " has " + train.count() + " images to train on: 2 at least");
    }
    return new Images(
        train,
        test,
        String.format(
            Locale.ROOT,
            "arrays, %d + %d images of %s in %d classes from %s",
            train.count(),
            test.count(),
            train.shape().words(),
            train.shape().classes(),
            where));
  }

  private NumberArray need(Pattern names, String what, String usual) {
    return find(names)
        .orElseThrow(
            () ->
                new DataException(
                    where
                        + " has no array of "
                        + what
                        + ", called "
                        + usual
                        + "; there are "
                        + arrays.all().stream()
                            .map(NumberArray::name)
                            .collect(Collectors.joining(", "))));
  }

  private Optional<NumberArray> find(Pattern names) {
    List<NumberArray> found =
        arrays.all().stream().filter(array -> names.matcher(array.name()).matches()).toList();
    if (found.size() > 1) {
      throw new DataException(
          where
              + " has "
              + found.get(0).name()
              + " and "
              + found.get(1).name()
              + ", and one of them is wanted: take the other away");
    }
    return found.stream().findFirst();
  }

  private ImageSet set(NumberArray x, NumberArray y, ImageShape shape, boolean fractions) {
    if (x.examples() != y.examples()) {
      throw new DataException(
          where + ": " + words(x) + " and " + words(y) + " count different numbers of examples");
    }
    byte[] labels = new byte[y.values().length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) y.values()[i];
    }
    byte[] pixels = new byte[x.values().length];
    boolean last = channelsLast(x);
    int channels = shape.channels();
    int plane = shape.edge() * shape.edge();
    for (int i = 0; i < pixels.length; i++) {
      int image = i / shape.pixels();
      int at = i % shape.pixels();
      int from = last ? at % plane * channels + at / plane : at;
      pixels[i] = pixel(x, x.values()[image * shape.pixels() + from], fractions);
    }
    return new ImageSet(shape, pixels, labels);
  }

  private byte pixel(NumberArray x, double value, boolean fractions) {
    double scaled = fractions ? Math.rint(255 * value) : value;
    if (!(scaled >= 0 && scaled <= 255 && scaled == Math.rint(scaled))) {
      throw new DataException(
          where
              + ": "
              + x.name()
              + " holds "
              + value
              + ", and images are whole numbers from 0 to 255 or fractions from 0 to 1; a problem"
              + " of other numbers can be given as a module, optimizee.kind = torchscript");
    }
    return (byte) (int) scaled;
  }

  private static double most(NumberArray array) {
    return Arrays.stream(array.values()).filter(value -> !Double.isNaN(value)).max().orElse(0);
  }

  /** The highest label. */
  private int highest(NumberArray y) {
    if (y.width() != 1 && y.examples() > 0) {
      throw new DataException(where + ": " + words(y) + " is not one label for each image");
    }
    for (double label : y.values()) {
      if (!(label >= 0 && label < MOST_CLASSES && label == Math.rint(label))) {
        throw new DataException(
            where
                + ": "
                + y.name()
                + " holds "
                + label
                + ", and labels are whole numbers from 0 to "
                + (MOST_CLASSES - 1));
      }
    }
    return (int) most(y);
  }

  /** Square images by their channels; of anything else a vector of its numbers. */
  private ImageShape shape(NumberArray x, int classes) {
    long[] sizes = x.shape();
    if (x.examples() == 0 || sizes.length < 2) {
      throw new DataException(where + ": " + words(x) + " are no images: [count, rows, columns]");
    }
    if (sizes.length == 3 && sizes[1] == sizes[2]) {
      return new ImageShape(1, (int) sizes[1], classes);
    }
    if (channelsLast(x)) {
      return new ImageShape((int) sizes[3], (int) sizes[1], classes);
    }
    if (sizes.length == 4 && sizes[2] == sizes[3]) {
      return new ImageShape((int) sizes[1], (int) sizes[2], classes);
    }
    return new ImageShape(x.width(), 1, classes);
  }

  /** [count, edge, edge, channels], as most tools but PyTorch have it. */
  private static boolean channelsLast(NumberArray x) {
    long[] sizes = x.shape();
    return sizes.length == 4 && sizes[1] == sizes[2] && sizes[3] <= MOST_CHANNELS;
  }

  private static String words(NumberArray array) {
    return array.name() + " " + Arrays.toString(array.shape());
  }
}
