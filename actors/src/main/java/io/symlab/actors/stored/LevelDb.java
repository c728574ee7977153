package io.symlab.actors.stored;

import java.io.File;
import java.io.IOException;
import java.util.Locale;
import org.fusesource.leveldbjni.JniDBFactory;
import org.iq80.leveldb.DB;
import org.iq80.leveldb.Options;
import org.iq80.leveldb.impl.Iq80DBFactory;

/** LevelDB itself where it has a binary for this machine, else its Java port. */
public final class LevelDb {
  private LevelDb() {}

  /** Whether it has one. */
  public static boolean isNative() {
    String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");
    return linux && (arch.equals("amd64") || arch.equals("x86_64"));
  }

  /** Opens a store that is there. Opening one writes to it. */
  static DB open(File folder) throws IOException {
    var options = new Options().createIfMissing(false);
    return isNative()
        ? JniDBFactory.factory.open(folder, options)
        : Iq80DBFactory.factory.open(folder, options);
  }
}
