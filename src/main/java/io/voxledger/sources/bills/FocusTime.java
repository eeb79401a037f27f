package io.voxledger.sources.bills;

import io.voxledger.time.Timestamps;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;

/**
 * Times of FOCUS exports: ISO 8601, and {@code 5/1/25} (month first), as the samples of the
 * specification itself have it.
 */
final class FocusTime {
  private static final DateTimeFormatter MONTH_FIRST =
      new DateTimeFormatterBuilder()
          .appendPattern("M/d/")
          .appendValueReduced(ChronoField.YEAR, 2, 4, 2000)
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private FocusTime() {}

  static Optional<Instant> parse(String text) {
    return Timestamps.parse(text).or(() -> monthFirst(text.strip()));
  }

  private static Optional<Instant> monthFirst(String text) {
    try {
      LocalDate day = LocalDate.parse(text, MONTH_FIRST);
      return Optional.of(day.atStartOfDay(ZoneOffset.UTC).toInstant());
    } catch (DateTimeException noDate) {
      return Optional.empty();
    }
  }
}
