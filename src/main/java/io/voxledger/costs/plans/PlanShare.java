package io.voxledger.costs.plans;

import io.voxledger.money.Rounding;
import java.math.BigDecimal;

/**
 * A project's part of one LiveKit account's month, USD at 12 decimals.
 *
 * @param effective its part of the invoice: overage + fee − credits
 * @param fee its part of the plan's fee
 * @param credits its part of the credits that were used
 */
public record PlanShare(BigDecimal effective, BigDecimal fee, BigDecimal credits) {
  public static final PlanShare NONE = new PlanShare(zero(), zero(), zero());

  private static BigDecimal zero() {
    return Rounding.cost(BigDecimal.ZERO);
  }

  static PlanShare ofOverage(BigDecimal usd) {
    return new PlanShare(usd, zero(), zero());
  }

  static PlanShare ofFee(BigDecimal usd) {
    return new PlanShare(usd, usd, zero());
  }

  static PlanShare ofCredits(BigDecimal usd) {
    return new PlanShare(usd.negate(), zero(), usd);
  }

  public PlanShare plus(PlanShare other) {
    return new PlanShare(
        effective.add(other.effective), fee.add(other.fee), credits.add(other.credits));
  }
}
