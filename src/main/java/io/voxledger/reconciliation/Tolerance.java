package io.voxledger.reconciliation;

import java.math.BigDecimal;

/**
 * How much the two sides may differ and still match: by {@code usd}, or by {@code pct} of the
 * larger side and not more than {@code pctCapUsd}.
 *
 * @param pct per cent: 0.1 is one thousandth
 */
public record Tolerance(BigDecimal usd, BigDecimal pct, BigDecimal pctCapUsd) {
  /** One cent, or 0.1 % up to 5 USD. */
  public static final Tolerance DEFAULT =
      new Tolerance(new BigDecimal("0.01"), new BigDecimal("0.1"), new BigDecimal("5"));

  public Tolerance {
    if (usd.signum() < 0 || pct.signum() < 0 || pctCapUsd.signum() < 0) {
      throw new IllegalArgumentException("a tolerance is not below 0");
    }
  }

  /** Whether a rest of a comparison is small enough. */
  public boolean allows(BigDecimal variance, BigDecimal computed, BigDecimal billed) {
    BigDecimal size = variance.abs();
    BigDecimal share = computed.abs().max(billed.abs()).multiply(pct).movePointLeft(2);
    return size.compareTo(usd) <= 0
        || (size.compareTo(share) <= 0 && size.compareTo(pctCapUsd) <= 0);
  }
}
