package io.symlab.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/** What lets in to the page: 256 random bits, new with every start of a lab. */
final class Token {
  private static final int BYTES = 32;

  private final String text;

  private Token(String text) {
    this.text = text;
  }

  static Token fresh() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return new Token(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** As it stands in the address; of letters, digits, - and _. */
  String text() {
    return text;
  }

  /** Whether this is it; takes as long whatever was offered. */
  boolean is(String offered) {
    return MessageDigest.isEqual(text.getBytes(UTF_8), offered.getBytes(UTF_8));
  }
}
