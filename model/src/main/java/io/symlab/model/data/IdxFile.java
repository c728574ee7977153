package io.symlab.model.data;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One of the four files of MNIST and of Fashion-MNIST, which have the same names, with the
 * checksums under which they were published.
 */
enum IdxFile {
  TRAIN_IMAGES(
      "train-images",
      "idx3",
      "f68b3c2dcbeaaa9fbdd348bbdeb94873",
      "8d4fb7e6c68d591d4c3dfef9ec88bf0d"),
  TRAIN_LABELS(
      "train-labels",
      "idx1",
      "d53e105ee54ea40749a09fcbcd1e9432",
      "25c81989df183df01b3e8a0aad5dffbe"),
  TEST_IMAGES(
      "t10k-images",
      "idx3",
      "9fb629c4189551a2d022fa330f9573f3",
      "bef4ecab320f06d8554ea6380940ec79"),
  TEST_LABELS(
      "t10k-labels",
      "idx1",
      "ec29112dd5afa0611ce80d1b7f02629c",
      "bb300cfdad3c16e7a12a480ee83cd310");

  /** Mirrors of the four files, the first that answers rightly wins. */
  private static final List<URI> MNIST_MIRRORS =
      List.of(
          URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
          URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/"));

  private static final List<URI> FASHION_MIRRORS =
      List.of(
          URI.create("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
          URI.create(
              "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/"));

  private final String stem;
  private final String kind;
  private final String mnistMd5;
  private final String fashionMd5;

  IdxFile(String stem, String kind, String mnistMd5, String fashionMd5) {
    this.stem = stem;
    this.kind = kind;
    this.mnistMd5 = mnistMd5;
    this.fashionMd5 = fashionMd5;
  }

  /** Fetches those of the four files that are not in the directory under any of their names. */
  static void fetchMissing(ImageSource source, Path directory) {
    HttpClient client = Download.client();
    boolean fashion = source == ImageSource.FASHION_MNIST;
    for (IdxFile file : values()) {
      if (file.names().stream().noneMatch(n -> Files.isRegularFile(directory.resolve(n)))) {
        Download.fetch(
            client,
            file.zipped(),
            fashion ? file.fashionMd5 : file.mnistMd5,
            directory,
            fashion ? FASHION_MIRRORS : MNIST_MIRRORS);
      }
    }
  }

  /** The name under which it is published. */
  String zipped() {
    return stem + "-" + kind + "-ubyte.gz";
  }

  /** The names it goes by, in the order to look for them. */
  List<String> names() {
    return List.of(zipped(), stem + "-" + kind + "-ubyte", stem + "." + kind + "-ubyte");
  }
}
