package io.symlab.actors.trust;

import io.symlab.experiment.LabException;
import java.util.Set;
import java.util.regex.Pattern;

/** What nodes may be called: what stands in a certificate, a file's name and a table alike. */
public final class NodeNames {
  private static final int LONGEST = 40;
  private static final Pattern GOOD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,39}");

  /** Those of the lab's own processes. */
  private static final Pattern OWN = Pattern.compile("lab-(fake-)?gpu[0-9]+");

  private NodeNames() {}

  /** What the lab's own process for a device is called. */
  public static String ofDevice(String device) {
    return "lab-" + device;
  }

  /** Whether a process of the lab's own is called so, and no worker that was invited. */
  public static boolean isOwn(String name) {
    return OWN.matcher(name).matches();
  }

  /**
   * Judges one.
   *
   * @throws LabException with exit code 2 when it can't be one
   */
  public static void require(String name) throws LabException {
    if (!GOOD.matcher(name).matches() || name.equals(Place.LAB) || isOwn(name)) {
      throw new LabException(
          LabException.BAD_INPUT,
          "'"
              + name
              + "' can't be a worker's name: letters, digits, dots, - and _, 40 at most, and not "
              + Place.LAB
              + " or lab-gpu0");
    }
  }

  /** Close to what is wanted, and not taken. */
  static String free(String wanted, Set<String> taken) {
    String clean = wanted.replaceAll("[^A-Za-z0-9._-]", "-").replaceAll("^[^A-Za-z0-9]+", "");
    String base = clean.isEmpty() ? "worker" : clean.substring(0, Math.min(clean.length(), 34));
    String name = base;
    for (int n = 2; taken.contains(name) || name.equals(Place.LAB) || isOwn(name); n++) {
      name = base + "-" + n;
    }
    return name.substring(0, Math.min(name.length(), LONGEST));
  }
}
