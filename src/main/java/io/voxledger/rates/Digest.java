package io.voxledger.rates;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of UTF-8 text in lower-case hex, whole or its beginning. */
final class Digest {
  /** All 64 hex digits. */
  static final int FULL = 64;

  /** Enough to name every price there will ever be. */
  static final int SHORT = 16;

  private Digest() {}

  static String hex(String text, int digits) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, digits);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
