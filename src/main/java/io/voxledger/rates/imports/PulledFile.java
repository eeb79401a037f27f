package io.voxledger.rates.imports;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of prices as it was pulled.
 *
 * @param file where it lies, for messages and table {@code rate}
 * @param pulled when; its prices are known since then
 */
public record PulledFile(String file, Instant pulled) {
  private static final Pattern BELOW_PULL =
      Pattern.compile("(?:.*/)?pulled=[^/]*/(.+?)(?:\\.(?:json|csv|parquet|gz|zst))*");

  /** Which one it is of several files of one pull: its path below the pull, without endings. */
  String name() {
    Matcher below = BELOW_PULL.matcher(file);
    return below.matches() ? below.group(1) : file;
  }
}
