package io.voxledger.rates;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;

/**
 * The prices that a request of one service tier takes.
 *
 * @param name as applied: {@code default} for the base
 * @param multiplier of the tier; 1 when its prices are its own
 * @param missing whether another tier was asked for, of which the card knows nothing
 */
public record AppliedTier(
    String name,
    BigDecimal multiplier,
    PriceList prices,
    LongContext longContextOrNull,
    boolean missing) {
  /** The name of the base in tables. */
  public static final String DEFAULT = "default";

  private static final Set<String> BASE_NAMES = Set.of(DEFAULT, "standard", "auto");

  /** Whether providers mean the base by that name, in lower case. */
  public static boolean isBase(String name) {
    return BASE_NAMES.contains(name);
  }

  public Optional<LongContext> longContext() {
    return Optional.ofNullable(longContextOrNull);
  }
}
