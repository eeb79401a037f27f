package io.voxledger.sources.bills;

import io.voxledger.time.Timestamps;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Times in a Parquet file whose column does not say that it holds times: some programs write them
 * as a mere number of nanoseconds. In the milliseconds that other large numbers are, that would be
 * a year that no bill knows.
 */
final class ParquetTime {
  /** From September 2001 to May 2033. */
  private static final Pattern NANOSECONDS = Pattern.compile("1[0-9]{18}");

  private ParquetTime() {}

  static Optional<Instant> parse(String text) {
    return NANOSECONDS.matcher(text).matches() ? Timestamps.parseNanos(text) : Optional.empty();
  }
}
