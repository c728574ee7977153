package io.symlab.cli.doctor;

import io.symlab.cli.terminal.Amounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;

/** Whether a folder can be a lab's home. */
public final class HomeCheck {
  private static final long LEAST_DISK = 1L << 30;

  private HomeCheck() {}

  public static List<CheckResult> all(Path home) {
    Path there = home;
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    if (there == null) {
      return List.of(
          CheckResult.wrong("home", home + " has no root", "choose another with --home"));
    }
    return List.of(writable(home, there), disk(home, there));
  }

  private static CheckResult writable(Path home, Path there) {
    if (!Files.isDirectory(there)) {
      return CheckResult.wrong(
          "home", there + " is a file, not a folder", "choose another home with --home");
    }
    try {
      // Asking for permissions is not enough: the disk itself may be read-only.
      Files.delete(Files.createTempFile(there, ".symlab", ".try"));
    } catch (IOException e) {
      return CheckResult.wrong(
          "home",
          there + " can't be written to",
          "make it writable, or choose another with --home");
    }
    if (!there.equals(home)) {
      return CheckResult.good("home", home + ", not made yet");
    }
    try {
      boolean posix = home.getFileSystem().supportedFileAttributeViews().contains("posix");
      Set<PosixFilePermission> modes = posix ? Files.getPosixFilePermissions(home) : Set.of();
      if (modes.contains(PosixFilePermission.OTHERS_WRITE)) { // HomeModes refuses it
        return CheckResult.wrong(
            "home",
            home + ": every user may write in it, and no lab starts there",
            "see whether what is in it is yours, then chmod 700 " + home);
      }
      if (modes.stream().anyMatch(HomeCheck::forOthers)) {
        return CheckResult.note(
            "home", home + ", open to other users", "chmod 700 " + home + " shuts it");
      }
    } catch (IOException e) {
      return CheckResult.wrong("home", home + ": " + e.getMessage(), "choose another with --home");
    }
    return CheckResult.good("home", home.toString());
  }

  private static boolean forOthers(PosixFilePermission permission) {
    return permission.name().startsWith("OTHERS") || permission.name().startsWith("GROUP");
  }

  private static CheckResult disk(Path home, Path there) {
    try {
      long free = Files.getFileStore(there).getUsableSpace();
      String found = Amounts.bytes(free) + " free";
      return free < LEAST_DISK
          ? CheckResult.wrong("disk", found, "make room on the disk of " + home + ", or use --home")
          : CheckResult.good("disk", found);
    } catch (IOException e) {
      return CheckResult.wrong("disk", "unknown: " + e.getMessage(), "look at the disk of " + home);
    }
  }
}
