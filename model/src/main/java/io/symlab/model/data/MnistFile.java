package io.symlab.model.data;

import java.util.List;

/** One of MNIST's four files, with the checksum under which it was published. */
enum MnistFile {
  TRAIN_IMAGES("train-images", "idx3", "f68b3c2dcbeaaa9fbdd348bbdeb94873"),
  TRAIN_LABELS("train-labels", "idx1", "d53e105ee54ea40749a09fcbcd1e9432"),
  TEST_IMAGES("t10k-images", "idx3", "9fb629c4189551a2d022fa330f9573f3"),
  TEST_LABELS("t10k-labels", "idx1", "ec29112dd5afa0611ce80d1b7f02629c");

  private final String stem;
  private final String kind;
  private final String md5;

  MnistFile(String stem, String kind, String md5) {
    this.stem = stem;
    this.kind = kind;
    this.md5 = md5;
  }

  /** The name under which it is published. */
  String zipped() {
    return stem + "-" + kind + "-ubyte.gz";
  }

  /** The names it goes by, in the order to look for them. */
  List<String> names() {
    return List.of(zipped(), stem + "-" + kind + "-ubyte", stem + "." + kind + "-ubyte");
  }

  /** MD5 of the zipped file, in hex. */
  String md5() {
    return md5;
  }
}
