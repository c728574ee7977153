package io.symlab.actors.stored;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.fusesource.leveldbjni.JniDBFactory;
import org.iq80.leveldb.DB;
import org.iq80.leveldb.Options;
import org.iq80.leveldb.impl.Iq80DBFactory;

/** LevelDB itself where it has a binary for this machine, else its Java port. */
public final class LevelDb {
  private LevelDb() {}

  /** Whether it has one. */
  private static boolean isNative() {
    String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");
    return linux && (arch.equals("amd64") || arch.equals("x86_64"));
  }

  /**
   * Whether it can work in a folder. It writes a character beyond the first 65,536, an emoji for
   * one, in a form of its own, and finds no such folder; the Java port does.
   */
  public static boolean isNative(Path folder) {
    return isNative() && folder.toString().chars().noneMatch(c -> Character.isSurrogate((char) c));
  }

  /** Opens a store that is there. Opening one writes to it. */
  static DB open(File folder) throws IOException {
    var options = new Options().createIfMissing(false);
    return isNative(folder.toPath())
        ? JniDBFactory.factory.open(folder, options)
        : Iq80DBFactory.factory.open(folder, options);
  }
}
