package io.symlab.model.data;

import java.util.Arrays;
import java.util.Optional;

/**
 * Which of CIFAR-10's classes: all, or one of two halves between which learned optimizers are
 * transferred. A half's labels are halved, 0 to 4.
 */
enum ClassHalf {
  ALL("all", ""),
  A("A", "plane, bird, deer, frog, ship"),
  B("B", "car, cat, dog, horse, truck");

  private final String key;
  private final String classes;

  ClassHalf(String key, String classes) {
    this.key = key;
    this.classes = classes;
  }

  static Optional<ClassHalf> named(String key) {
    return Arrays.stream(values()).filter(half -> half.key.equals(key)).findFirst();
  }

  /** The published label's place in this half, -1 when it is not in it. */
  int label(int published) {
    return switch (this) {
      case ALL -> published;
      case A -> published % 2 == 0 ? published / 2 : -1;
      case B -> published % 2 == 1 ? published / 2 : -1;
    };
  }

  ImageShape shape() {
    ImageShape all = ImageShape.COLOUR;
    return this == ALL ? all : new ImageShape(all.channels(), all.edge(), all.classes() / 2);
  }

  /** For descriptions: nothing for all. */
  String words() {
    return this == ALL ? "" : " half " + key + " (" + classes + ")";
  }
}
