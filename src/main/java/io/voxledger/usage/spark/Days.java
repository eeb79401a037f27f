package io.voxledger.usage.spark;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** UTC days. */
final class Days {
  private Days() {}

  static LocalDate of(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC).toLocalDate();
  }
}
