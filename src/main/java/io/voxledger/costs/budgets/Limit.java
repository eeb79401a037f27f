package io.voxledger.costs.budgets;

import io.voxledger.money.Rounding;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * An amount that may be spent: hard at all of it, soft at a share of it. A limit is reached by the
 * very amount.
 *
 * @param usd USD, 0 or more
 * @param softPct per cent of {@code usd}, at most 100
 */
public record Limit(BigDecimal usd, BigDecimal softPct) implements Serializable {

  /** How far what was spent, in USD, uses the limit up. */
  public LimitStatus status(BigDecimal spent) {
    if (spent.compareTo(usd) >= 0) {
      return LimitStatus.HARD_LIMIT;
    }
    return spent.movePointRight(2).compareTo(usd.multiply(softPct)) >= 0
        ? LimitStatus.SOFT_LIMIT
        : LimitStatus.OK;
  }

  /** {@code spent ÷ limit × 100} at 12 decimals; empty for a limit of 0. */
  public Optional<BigDecimal> usedPct(BigDecimal spent) {
    return Rounding.storedRatio(spent.movePointRight(2), usd);
  }
}
