package io.voxledger.reconciliation;

import io.voxledger.billed.BillCategory;
import java.util.Locale;
import java.util.Optional;

/**
 * A part of the variance. The components of a row sum up to its variance exactly. Each is a column.
 */
public enum Component {
  /** The billed quantity is another than the computed, at the computed price. */
  USAGE_VARIANCE,
  /** What the quantity does not tell: the price. */
  RATE_VARIANCE,
  /** Both sides have a cost, but quantities that cannot be compared. */
  UNSPLIT_VARIANCE,
  BILLED_ONLY,
  COMPUTED_ONLY,
  PLAN_ALLOWANCE,
  PLAN_FEE,
  CREDIT,
  TAX,
  ADJUSTMENT,
  /** The bill's exchange rate against ours. */
  FX_VARIANCE;

  /** The lower-case name of the column. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The component that lines of a category are, whatever was computed; empty for usage, which is
   * compared.
   */
  public static Optional<Component> of(BillCategory category) {
    return switch (category) {
      case USAGE -> Optional.empty();
      case CREDIT -> Optional.of(CREDIT);
      case TAX -> Optional.of(TAX);
      case ADJUSTMENT -> Optional.of(ADJUSTMENT);
      case PURCHASE -> Optional.of(PLAN_FEE);
      case ALLOWANCE -> Optional.of(PLAN_ALLOWANCE);
    };
  }
}
