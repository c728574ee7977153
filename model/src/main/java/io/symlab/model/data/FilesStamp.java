package io.symlab.model.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What tells that a folder's files are still those that were read: their names, lengths and times.
 * Looking at it costs little; what has changed is read, and its checksum computed, again.
 */
final class FilesStamp {
  private static final Pattern DATA =
      Pattern.compile("(train|t10k)[-.].*|(data|test)_batch.*", Pattern.CASE_INSENSITIVE);

  private FilesStamp() {}

  /** Of the files that the settings name; the same for what is drawn, always. */
  static String of(DataSettings settings) {
    String directory = settings.directory();
    if (settings.kind().equals("rendered") || directory == null || directory.isBlank()) {
      return "";
    }
    Path folder = UserFolder.expand(directory);
    var stamps = new TreeMap<String, String>();
    if (settings.kind().equals(ImageSource.ARRAYS.key())) {
      return arrays(settings);
    }
    add(folder, stamps);
    add(folder.resolve(CifarArchive.FOLDER), stamps);
    return stamps.toString();
  }

  private static String arrays(DataSettings settings) {
    var stamps = new TreeMap<String, String>();
    try {
      for (Path file : ArrayImages.files(settings)) {
        stamps.put(file.toString(), stamp(file));
      }
    } catch (IOException | DataException e) {
      return "not there";
    }
    return stamps.toString();
  }

  private static void add(Path folder, Map<String, String> stamps) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(FilesStamp::isData).toList()) {
        stamps.put(file.toString(), stamp(file));
      }
    } catch (IOException e) {
      stamps.put(folder.toString(), "not there");
    }
  }

  private static boolean isData(Path file) {
    return DATA.matcher(file.getFileName().toString()).matches();
  }

  private static String stamp(Path file) throws IOException {
    boolean unix = file.getFileSystem().supportedFileAttributeViews().contains("unix");
    return new TreeMap<>(
            Files.readAttributes(
                file, unix ? "unix:size,lastModifiedTime,ctime,ino" : "size,lastModifiedTime"))
        .toString();
  }
}
