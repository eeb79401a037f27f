package io.voxledger.costs;

import io.voxledger.money.Rounding;
import java.math.BigDecimal;
import java.util.Optional;

/** How much of a cost is transport. */
public final class TransportShare {
  private TransportShare() {}

  /** {@code transport ÷ total × 100} at 12 decimals; empty when the total is 0. */
  public static Optional<BigDecimal> pct(BigDecimal transport, BigDecimal total) {
    return total.signum() == 0
        ? Optional.empty()
        : Optional.of(Rounding.ratio(transport.movePointRight(2), total));
  }
}
