package io.symlab.actors.trust;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The workers that a lab has let in, by the certificates that it keeps of them. */
final class Register {
  private static final long ON_ITS_WAY = Duration.ofMinutes(2).toNanos();
  private static final long SOON_MILLIS = Duration.ofDays(180).toMillis();

  private final Authority authority;
  private final Map<String, Long> letIn = new ConcurrentHashMap<>();

  Register(Authority authority) {
    this.authority = authority;
  }

  Set<String> names() throws IOException {
    return authority.workers().keySet();
  }

  /** Signs for one and keeps that; it counts as being on its way from now on. */
  List<X509Certificate> letIn(byte[] request, String name, String host) throws IOException {
    List<X509Certificate> chain = authority.sign(request, name, host);
    authority.keep(name, chain.get(0));
    comes(name);
    return chain;
  }

  /** It is about to come. */
  void comes(String name) {
    letIn.put(name, System.nanoTime());
  }

  /** Its certificate holds no more. */
  void revoke(String name) throws IOException {
    letIn.remove(name);
    authority.revoke(name);
  }

  /** Whether it was let in a moment ago, and may well be on its way. */
  boolean isNew(String name) {
    Long when = letIn.get(name);
    return when != null && System.nanoTime() - when < ON_ITS_WAY;
  }

  /** Whether a node of this name was let in for this host. */
  boolean isFor(String name, String host) throws IOException {
    X509Certificate known = authority.workers().get(name);
    try {
      return known != null
          && known.getSubjectAlternativeNames().stream().anyMatch(one -> one.contains(host));
    } catch (CertificateException e) {
      throw new IOException(e);
    }
  }

  /** Whether that is so, and by this authority rather than by one before it. */
  boolean isOursFor(String name, String host) throws IOException {
    try {
      if (isFor(name, host)) {
        authority.workers().get(name).verify(authority.certificate().getPublicKey());
        return true;
      }
    } catch (GeneralSecurityException e) {
      // Of an authority before this one.
    }
    return false;
  }

  /** The host that a worker was let in for; empty: it was not. */
  Optional<String> host(String name) throws IOException {
    X509Certificate known = authority.workers().get(name);
    try {
      return known == null
          ? Optional.empty()
          : known.getSubjectAlternativeNames().stream()
              .map(one -> one.get(1).toString())
              .findFirst();
    } catch (CertificateException e) {
      throw new IOException(e);
    }
  }

  /**
   * Whose certificates run out within the next months, so that somebody sees to it.
   *
   * @param now milliseconds since 1970
   * @return a sentence each
   */
  List<String> runningOut(long now) throws IOException {
    List<String> words = new ArrayList<>();
    Map<String, X509Certificate> all = new TreeMap<>(authority.workers());
    all.put("the lab's authority", authority.certificate());
    all.forEach(
        (name, certificate) -> {
          Instant until = certificate.getNotAfter().toInstant();
          if (until.toEpochMilli() - now < SOON_MILLIS) {
            words.add(
                "the certificate of "
                    + name
                    + " holds until "
                    + LocalDate.ofInstant(until, ZoneOffset.UTC)
                    + ": invite anew before (docs/cluster.md, Security)");
          }
        });
    return words;
  }
}
