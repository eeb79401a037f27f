package io.voxledger.sources.bills;

import io.voxledger.money.NumberProblem;
import io.voxledger.money.NumberText;
import io.voxledger.time.Timestamps;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Names rows that have no name of their own by what they say. Two rows have one name when they
 * differ only in how a file's format writes numbers and times, in what is absent, or in the order
 * of their fields.
 */
final class Fingerprint {
  private static final int HEX_DIGITS = 32;
  private static final Pattern TIME =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:.*", Pattern.DOTALL);

  private Fingerprint() {}

  /** 32 hex digits for everything that a row says. */
  static String of(JsonObject row) {
    return digest(canonical(row.fields()));
  }

  private static String canonical(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, String> present = new TreeMap<>();
      map.forEach(
          (name, field) -> {
            String text = canonical(field);
            if (!text.isEmpty()) {
              present.put((String) name, text);
            }
          });
      return present.isEmpty() ? "" : present.toString();
    }
    if (value instanceof List<?> list) {
      return list.isEmpty() ? "" : list.stream().map(Fingerprint::canonical).toList().toString();
    }
    if (value instanceof JsonNumber number) {
      return scalar(number.text());
    }
    return value == null ? "" : scalar(value.toString());
  }

  private static String scalar(String text) {
    if (TIME.matcher(text).matches()) {
      return Timestamps.parse(text.replaceFirst(" UTC$", "Z")).map(Object::toString).orElse(text);
    }
    Optional<Instant> nanoseconds = ParquetTime.parse(text);
    if (nanoseconds.isPresent()) {
      return nanoseconds.get().toString();
    }
    try {
      return NumberText.parse(text).stripTrailingZeros().toString();
    } catch (NumberProblem notANumber) {
      return text;
    }
  }

  private static String digest(String text) {
    return DigestUtils.sha256Hex(text).substring(0, HEX_DIGITS);
  }
}
