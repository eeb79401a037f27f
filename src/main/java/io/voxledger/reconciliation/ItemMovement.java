package io.voxledger.reconciliation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/**
 * A change of one open item; a row of {@code open_item_movement}. Amounts are variances in USD, so
 * below 0 where less was billed than computed.
 *
 * @param opening open before
 * @param added came to be open
 * @param cleared is open no longer
 * @param variance of the period, open or not
 * @param status of the period's total; empty when the period is gone
 * @param decision in force, as people wrote it
 */
public record ItemMovement(
    ReconciledPeriod period,
    LocalDate logicalDate,
    Type type,
    BigDecimal opening,
    BigDecimal added,
    BigDecimal cleared,
    BigDecimal variance,
    Optional<Status> status,
    Optional<String> decision) {

  /** What happened to the item. */
  public enum Type {
    OPENED,
    /** Another amount: the old one is cleared, the new one added. */
    CHANGED,
    /** Differs again after it was cleared, or otherwise than it was accepted. */
    REOPENED,
    /** The bill agrees, is explained, or may change again. */
    CLEARED,
    /** A decision accepts the amount. */
    ACCEPTED;

    /** The lower-case name used in tables. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Open afterwards. */
  public BigDecimal closing() {
    return opening.add(added).subtract(cleared);
  }

  boolean isOpen() {
    return closing().signum() != 0;
  }

  /** The period's difference as it was then; empty when the period was gone. */
  public Optional<PeriodTotal> total() {
    return status.map(s -> new PeriodTotal(period, BigDecimal.ZERO, variance, s, true, 0));
  }
}
