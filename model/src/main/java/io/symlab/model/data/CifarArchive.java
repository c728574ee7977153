package io.symlab.model.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** CIFAR-10's binary version as it is published: one tar archive, fetched and unpacked. */
final class CifarArchive {
  /** The folder that the archive unpacks to. */
  static final String FOLDER = "cifar-10-batches-bin";

  private static final String NAME = "cifar-10-binary.tar.gz";
  private static final String MD5 = "c32a1d4ab5d03f1284b67883e8d87530";
  private static final List<URI> MIRRORS = List.of(URI.create("https://www.cs.toronto.edu/~kriz/"));

  /** Tar's unit: a header is one block, contents are padded to whole ones. */
  private static final int BLOCK = 512;

  private CifarArchive() {}

  /** Fetches and unpacks the archive into the directory, unless training files are there. */
  static void fetchMissing(Path directory) {
    if (!holdsFiles(directory) && !holdsFiles(directory.resolve(FOLDER))) {
      Path archive = directory.resolve(NAME);
      if (!Files.isRegularFile(archive)) {
        Download.fetch(Download.client(), NAME, MD5, directory, MIRRORS);
      }
      unpack(archive, directory.resolve(FOLDER));
    }
  }

  private static boolean holdsFiles(Path directory) {
    String[] names = {"data_batch_1.bin", "data_batch_1.bin.gz", "test_batch.bin"};
    for (String name : names) {
      if (Files.isRegularFile(directory.resolve(name))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Unpacks the archive's .bin files, whatever folders they are in, and puts them into {@code
   * folder} once all are written.
   *
   * @throws DataException when the archive is damaged or the folder cannot be written
   */
  static void unpack(Path archive, Path folder) {
    try {
      Path temporary = Files.createTempDirectory(archive.toAbsolutePath().getParent(), "cifar-");
      try {
        try (InputStream in = zipped(archive)) {
          unpack(in, temporary);
        }
        Files.move(temporary, folder, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        deleteFolder(temporary);
      }
    } catch (IOException | NumberFormatException e) {
      throw new DataException(
          archive + " cannot be unpacked to " + folder + ": " + e + "; delete both and try again",
          e);
    }
  }

  private static InputStream zipped(Path archive) throws IOException {
    return new BufferedInputStream(new GZIPInputStream(Files.newInputStream(archive), 1 << 16));
  }

  private static void unpack(InputStream in, Path folder) throws IOException {
    byte[] header = new byte[BLOCK];
    while (in.readNBytes(header, 0, BLOCK) == BLOCK && header[0] != 0) {
      String name = text(header, 0, 100);
      long size = Long.parseLong(text(header, 124, 12).strip(), 8);
      String last = name.substring(name.lastIndexOf('/') + 1);
      // Only plain names are written: an archive's paths must not lead out of the folder.
      if (last.matches("[a-z0-9_]+\\.bin")) {
        try (OutputStream out = Files.newOutputStream(folder.resolve(last))) {
          copy(in, out, size);
        }
      } else {
        copy(in, OutputStream.nullOutputStream(), size);
      }
      in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
    }
  }

  private static String text(byte[] header, int from, int length) {
    int end = from;
    while (end < from + length && header[end] != 0) {
      end++;
    }
    return new String(header, from, end - from, StandardCharsets.ISO_8859_1);
  }

  private static void copy(InputStream in, OutputStream out, long size) throws IOException {
    byte[] piece = new byte[1 << 16];
    for (long left = size; left > 0; ) {
      int read = in.read(piece, 0, (int) Math.min(piece.length, left));
      if (read < 0) {
        throw new IOException("it ends in the middle of a file");
      }
      out.write(piece, 0, read);
      left -= read;
    }
  }

  private static void deleteFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (var files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }
}
