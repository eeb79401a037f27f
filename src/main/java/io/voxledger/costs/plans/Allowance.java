package io.voxledger.costs.plans;

import io.voxledger.measure.Meter;
import io.voxledger.rates.Glob;
import java.math.BigDecimal;
import java.util.Locale;

/**
 * What a plan includes each month of one sku, of several that share it, or of one kind of phone
 * numbers.
 *
 * @param of a sku; with a {@code *}, all that match share the allowance; or a kind of numbers:
 *     {@code local}
 * @param quantity in the meter's unit
 */
public record Allowance(Kind kind, Glob of, BigDecimal quantity) implements Comparable<Allowance> {
  /** What {@code of} names. */
  public enum Kind {
    SKU,
    PHONE_NUMBERS
  }

  /** Phone numbers are counted by the month; everything else of a sku by whatever meter it has. */
  boolean covers(String sku, Meter meter) {
    return switch (kind) {
      case SKU -> of.matchesIgnoringCase(sku);
      case PHONE_NUMBERS ->
          meter == Meter.PHONE_NUMBER_MONTHS && letters(sku).endsWith(letters(of.text()));
    };
  }

  /** {@code phone-number-toll-free} is a {@code tollfree} number. */
  private static String letters(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  /** A sku by its name goes before one by a pattern. */
  @Override
  public int compareTo(Allowance other) {
    int byKind = kind.compareTo(other.kind);
    int byPattern = Boolean.compare(of.isPattern(), other.of.isPattern());
    return byKind != 0 ? byKind : byPattern != 0 ? byPattern : of.text().compareTo(other.of.text());
  }

  /** The same allowance of any plan, whatever its quantity. */
  String name() {
    return kind + " " + of.text().toLowerCase(Locale.ROOT);
  }
}
