package io.symlab.actors.trust;

import io.symlab.experiment.files.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The invitations of a lab, as a file: of each secret only its hash. Those that are used or have
 * expired are remembered for a day, so that who comes too late is told so.
 */
final class Invitations {
  private static final long REMEMBERED_MILLIS = 24L * 3600 * 1000;

  /**
   * One.
   *
   * @param hash of its secret, hexadecimal
   * @param name of the worker; empty: it chooses
   * @param untilMillis since 1970
   * @param usedBy the worker that used it; empty: none has
   */
  record Invitation(String hash, String name, long untilMillis, String usedBy) {
    boolean isOpen(long nowMillis) {
      return usedBy.isEmpty() && nowMillis < untilMillis;
    }
  }

  private record Book(List<Invitation> invitations) {}

  private final ClusterFolder folder;

  Invitations(ClusterFolder folder) {
    this.folder = folder;
  }

  /** Writes one down; it takes the place of an open one under the same name. */
  synchronized void add(Token token, String name, long untilMillis) throws IOException {
    long now = System.currentTimeMillis();
    List<Invitation> all = new ArrayList<>(all());
    all.removeIf(one -> one.untilMillis() + REMEMBERED_MILLIS < now);
    all.removeIf(one -> !name.isEmpty() && one.name().equals(name) && one.isOpen(now));
    all.add(new Invitation(hex(token.secret()), name, untilMillis, ""));
    write(all);
  }

  synchronized List<Invitation> all() throws IOException {
    return Files.exists(folder.invitations())
        ? ClusterFolder.read(folder.invitations(), Book.class).invitations()
        : List.of();
  }

  List<Invitation> open(long nowMillis) throws IOException {
    return all().stream().filter(one -> one.isOpen(nowMillis)).toList();
  }

  /** That of a secret; takes as long whichever it is. */
  Optional<Invitation> find(byte[] secret) throws IOException {
    byte[] offered = Token.hash(secret);
    Optional<Invitation> found = Optional.empty();
    for (Invitation one : all()) {
      if (MessageDigest.isEqual(HexFormat.of().parseHex(one.hash()), offered)) {
        found = Optional.of(one);
      }
    }
    return found;
  }

  /** It lets nobody in any more. */
  synchronized void use(Invitation invitation, String worker) throws IOException {
    List<Invitation> all = new ArrayList<>(all());
    all.replaceAll(
        one ->
            one.hash().equals(invitation.hash())
                ? new Invitation(one.hash(), one.name(), one.untilMillis(), worker)
                : one);
    write(all);
  }

  private void write(List<Invitation> all) throws IOException {
    AtomicFiles.write(folder.invitations(), ClusterFolder.json(new Book(all)));
  }

  private static String hex(byte[] secret) {
    return HexFormat.of().formatHex(Token.hash(secret));
  }
}
