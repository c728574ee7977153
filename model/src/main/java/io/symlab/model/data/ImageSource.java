package io.symlab.model.data;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The kinds of images there are: what a recipe calls them, their shape, where a lab is told that
 * their files lie, and the published moments of their training pixels.
 */
public enum ImageSource {
  RENDERED("rendered", "rendered digits"),
  MNIST("mnist", "MNIST"),
  FASHION_MNIST("fashion-mnist", "Fashion-MNIST"),
  CIFAR10("cifar10", "CIFAR-10"),
  ARRAYS("arrays", "arrays");

  private final String key;
  private final String title;

  ImageSource(String key, String title) {
    this.key = key;
    this.title = title;
  }

  /** The source that a recipe calls so. */
  public static Optional<ImageSource> named(String key) {
    return Arrays.stream(values()).filter(source -> source.key.equals(key)).findFirst();
  }

  /** The names that a recipe may use. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(ImageSource::key).toList();
  }

  /** What a recipe calls it. */
  public String key() {
    return key;
  }

  /** What people call it. */
  public String title() {
    return title;
  }

  /** Of its images, all classes taken; empty where only the files tell. */
  public Optional<ImageShape> shape() {
    return switch (this) {
      case RENDERED, MNIST, FASHION_MNIST -> Optional.of(ImageShape.DIGITS);
      case CIFAR10 -> Optional.of(ImageShape.COLOUR);
      case ARRAYS -> Optional.empty();
    };
  }

  /** Whether its images come from files. */
  public boolean files() {
    return this != RENDERED;
  }

  /** Whether they are a user's own, so that only a recipe can say where they lie. */
  public boolean own() {
    return this == ARRAYS;
  }

  /** The lab's setting that says where its files lie, e.g. {@code data.mnist}. */
  public String setting() {
    return "data." + key;
  }

  /** The environment's variable that says it, e.g. {@code SYMLAB_MNIST}. */
  public String variable() {
    return "SYMLAB_" + name();
  }

  /**
   * Pixels less the published mean of their channel, by its published deviation; of drawn digits
   * x/255 - 0.5, of a user's own images by the moments of those to train on.
   */
  public PixelScale standardised(Images images) {
    return switch (this) {
      case RENDERED -> PixelScale.CENTRED;
      case ARRAYS -> images.train().standardised();
      case MNIST -> PixelScale.standardised(new float[] {0.1307f}, new float[] {0.3081f});
      case FASHION_MNIST -> PixelScale.standardised(new float[] {0.2860f}, new float[] {0.3530f});
      case CIFAR10 ->
          PixelScale.standardised(
              new float[] {0.4914f, 0.4822f, 0.4465f}, new float[] {0.2023f, 0.1994f, 0.2010f});
    };
  }
}
