package io.symlab.model.data;

import java.nio.file.Path;

/** The folder in which a source's files lie or shall lie. */
final class DataFolder {
  private DataFolder() {}

  /**
   * The folder that the settings name, {@code ~} being the user's home.
   *
   * @throws DataException when they name none
   */
  static Path of(ImageSource source, DataSettings settings) {
    String text = settings.directory();
    if (text == null || text.isBlank()) {
      throw new DataException(
          source.setting()
              + " is not set: name the directory that holds (or shall hold) "
              + source.title()
              + "'s files, or choose optimizee.data.kind = rendered");
    }
    return UserFolder.expand(text);
  }
}
