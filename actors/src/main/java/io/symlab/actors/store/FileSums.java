package io.symlab.actors.store;

import com.google.protobuf.ByteString;
import io.symlab.proto.FileRef;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 of files, read piece by piece: they may be longer than memory. */
public final class FileSums {
  private static final int PIECE = 64 * 1024;

  private FileSums() {}

  /** A file as it is now, under a name. */
  public static FileRef of(String name, Path file) throws IOException {
    MessageDigest digest = digest();
    long length = 0;
    try (InputStream in = Files.newInputStream(file)) {
      byte[] piece = new byte[PIECE];
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        digest.update(piece, 0, read);
        length += read;
      }
    }
    return FileRef.newBuilder()
        .setPath(name)
        .setLength(length)
        .setSha256(ByteString.copyFrom(digest.digest()))
        .build();
  }

  /** Whether a file is there and is that one. */
  public static boolean matches(FileRef ref, Path file) throws IOException {
    return Files.isRegularFile(file)
        && Files.size(file) == ref.getLength()
        && of(ref.getPath(), file).getSha256().equals(ref.getSha256());
  }

  private static MessageDigest digest() throws IOException {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IOException("this Java has no SHA-256", e);
    }
  }
}
