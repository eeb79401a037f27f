package io.voxledger.rates;

import org.apache.commons.codec.digest.DigestUtils;

/** SHA-256 of UTF-8 text in lower-case hex, whole or its beginning. */
final class Digest {
  /** All 64 hex digits. */
  static final int FULL = 64;

  /** Enough to name every price there will ever be. */
  static final int SHORT = 16;

  private Digest() {}

  static String hex(String text, int digits) {
    return DigestUtils.sha256Hex(text).substring(0, digits);
  }
}
