package io.symlab.actors.trust;

import io.symlab.experiment.LabException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * What an invitation hands to a worker: by which the worker knows the lab (the fingerprint of its
 * authority), and by which the lab knows the worker (a secret, used once).
 */
public final class Token {
  private static final String FORM = "s1"; // and no option of a command line begins so
  private static final int FINGERPRINT = 32;
  private static final int SECRET = 20;
  private static final int SUM = 4;

  private final byte[] fingerprint;
  private final byte[] secret;

  private Token(byte[] fingerprint, byte[] secret) {
    this.fingerprint = fingerprint;
    this.secret = secret;
  }

  /** A new one. */
  static Token fresh(X509Certificate authority) {
    byte[] secret = new byte[SECRET];
    new SecureRandom().nextBytes(secret);
    return new Token(fingerprint(authority), secret);
  }

  /**
   * As it was copied.
   *
   * @throws LabException with exit code 2 when it was not copied whole
   */
  public static Token parse(String text) throws LabException {
    return read(text.strip())
        .orElseThrow(
            () ->
                new LabException(
                    LabException.BAD_INPUT,
                    "this is no token, or not a whole one; copy the line that 'lab invite' printed"
                        + " once more"));
  }

  private static Optional<Token> read(String text) {
    if (!text.startsWith(FORM)) {
      return Optional.empty();
    }
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text.substring(FORM.length()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (bytes.length != FINGERPRINT + SECRET + SUM) {
      return Optional.empty();
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    byte[] fingerprint = new byte[FINGERPRINT];
    byte[] secret = new byte[SECRET];
    buffer.get(fingerprint).get(secret);
    var token = new Token(fingerprint, secret);
    return buffer.getInt() == token.sum() ? Optional.of(token) : Optional.empty();
  }

  /** Letters, digits, - and _. */
  public String text() {
    ByteBuffer buffer = ByteBuffer.allocate(FINGERPRINT + SECRET + SUM);
    buffer.put(fingerprint).put(secret).putInt(sum());
    return FORM + Base64.getUrlEncoder().withoutPadding().encodeToString(buffer.array());
  }

  /** Whether this is the authority of the lab that gave it. */
  boolean isFrom(X509Certificate authority) {
    return MessageDigest.isEqual(fingerprint, fingerprint(authority));
  }

  byte[] secret() {
    return secret.clone();
  }

  /** What a lab keeps of a secret. */
  static byte[] hash(byte[] secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static byte[] fingerprint(X509Certificate certificate) {
    try {
      return hash(certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("a certificate without a form", e);
    }
  }

  /** Finds slips in copying; secures nothing. */
  private int sum() {
    var crc = new CRC32();
    crc.update(fingerprint);
    crc.update(secret);
    return (int) crc.getValue();
  }
}
