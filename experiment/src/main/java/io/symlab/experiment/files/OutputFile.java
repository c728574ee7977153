package io.symlab.experiment.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Locale;

/**
 * Writes to a file that a person has named, as a shell's {@code >} would: through links, with the
 * mode and owner that the file has, into devices and pipes instead of in their place. Where it can,
 * the file is replaced whole, so that a reader never meets half of one.
 */
public final class OutputFile {
  private static final int MOST_LINKS = 40;

  private OutputFile() {}

  /**
   * What a name stands for in the end: where its links lead to, whether or not that exists yet.
   *
   * @throws IOException when the links go round in a circle
   */
  public static Path target(Path named) throws IOException {
    Path path = named.toAbsolutePath();
    for (int links = 0; Files.isSymbolicLink(path); links++) {
      if (links == MOST_LINKS) {
        throw new FileSystemException(named.toString(), null, "its links go round in a circle");
      }
      path = path.resolveSibling(Files.readSymbolicLink(path));
    }
    return path;
  }

  /** Whether a name stands for something that is written into but never replaced. */
  public static boolean isSpecial(Path named) throws IOException {
    Path target = target(named);
    return Files.exists(target) && !Files.isRegularFile(target) && !Files.isDirectory(target);
  }

  /**
   * Why nothing could be written or made, in words, with the file or folder that stands in the way.
   */
  public static String reason(IOException e) {
    String file = e instanceof FileSystemException known ? known.getFile() : null;
    if (file == null) {
      return e.getMessage() == null ? e.toString() : e.getMessage();
    }
    if (e instanceof AccessDeniedException) {
      return "this user may not write " + file;
    }
    if (e instanceof NoSuchFileException) {
      return Files.isDirectory(Path.of(file).toAbsolutePath().getParent())
          ? "the system lets nothing be made there (" + file + ")"
          : "there is no folder " + Path.of(file).toAbsolutePath().getParent();
    }
    if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
      return file + " is no folder";
    }
    String why = ((FileSystemException) e).getReason();
    return why == null ? e.toString() : file + ": " + why.toLowerCase(Locale.ROOT);
  }

  /** Writes the whole content. */
  public static void write(Path named, byte[] content) throws IOException {
    Path target = target(named);
    if (!Files.exists(target)) {
      if (!Files.isDirectory(target.getParent())) {
        throw new NoSuchFileException(target.getParent().toString());
      }
      replace(target, content, null);
    } else if (!Files.isWritable(target)) {
      throw new AccessDeniedException(target.toString());
    } else if (Files.isRegularFile(target) && replaceable(target)) {
      replace(target, content, target);
    } else {
      overwrite(target, content);
    }
  }

  /** A file with other names, or in a folder that takes no new ones, is written in place. */
  private static boolean replaceable(Path file) throws IOException {
    return Files.isWritable(file.getParent())
        && file.getFileSystem().supportedFileAttributeViews().contains("unix")
        && Integer.valueOf(1).equals(Files.getAttribute(file, "unix:nlink"));
  }

  /**
   * @param like the file whose mode and owner to keep; null: those that new files get
   */
  private static void replace(Path target, byte[] content, Path like) throws IOException {
    Path draft =
        target.resolveSibling(
            "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
    try {
      Files.write(
          draft,
          content,
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.WRITE,
          StandardOpenOption.DSYNC);
      if (like == null || takesAfter(draft, like)) {
        Files.move(
            draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } else {
        overwrite(target, content);
      }
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** Gives a draft the mode, owner and group of a file; false where this user can't. */
  private static boolean takesAfter(Path draft, Path file) throws IOException {
    PosixFileAttributes wanted = Files.readAttributes(file, PosixFileAttributes.class);
    PosixFileAttributes own = Files.readAttributes(draft, PosixFileAttributes.class);
    var view =
        Files.getFileAttributeView(draft, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    try {
      if (!wanted.owner().equals(own.owner())) {
        view.setOwner(wanted.owner());
      }
      if (!wanted.group().equals(own.group())) {
        view.setGroup(wanted.group());
      }
      view.setPermissions(wanted.permissions());
      return true;
    } catch (FileSystemException e) {
      return false;
    }
  }

  private static void overwrite(Path target, byte[] content) throws IOException {
    StandardOpenOption[] options =
        Files.isRegularFile(target)
            ? new StandardOpenOption[] {
              StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING
            }
            : new StandardOpenOption[] {StandardOpenOption.WRITE};
    try (OutputStream out = Files.newOutputStream(target, options)) {
      out.write(content);
    }
  }
}
