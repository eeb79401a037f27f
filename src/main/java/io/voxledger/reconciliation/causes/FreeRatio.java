package io.voxledger.reconciliation.causes;

import io.voxledger.money.Rounding;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;

/**
 * That all lines of a model, or of the bill, were multiplied with one ratio that nobody told us. It
 * is taken from the line that tells it best; the others have to agree.
 *
 * @param isMarkup whether the ratio is above 1
 */
record FreeRatio(PeriodCase period, List<BillRow> rows, boolean isMarkup) implements Hypothesis {
  /** Above any unit that is taken for another one, so that no pair of causes is without a rival. */
  private static final BigDecimal LARGEST = BigDecimal.ONE.movePointRight(7);

  @Override
  public Cause cause() {
    return isMarkup ? Cause.MARKUP : Cause.UNKNOWN_DISCOUNT;
  }

  @Override
  public String supposition() {
    return "at one ratio to our price on all lines";
  }

  @Override
  public Footing footing() {
    return Footing.FREE;
  }

  /** After all other prices: it is what they leave. */
  @Override
  public int turn() {
    return PRICES + Cause.values().length;
  }

  @Override
  public int fitted() {
    return 1;
  }

  @Override
  public Reach reach() {
    return Reach.ALL_LINES;
  }

  @Override
  public List<Item> apply(List<Item> items) {
    BigDecimal ratio = ratio(items);
    boolean plausible =
        ratio.signum() > 0
            && ratio.compareTo(LARGEST) <= 0
            && ratio.compareTo(BigDecimal.ONE) != 0
            && isMarkup == ratio.compareTo(BigDecimal.ONE) > 0;
    return plausible ? items.stream().map(item -> item.times(ratio)).toList() : items;
  }

  /** Billed ÷ expected of the largest line. */
  BigDecimal ratio(List<Item> items) {
    return rows.stream()
        .filter(row -> row.isBilled() && row.isComputed())
        .filter(row -> PeriodCase.cost(PeriodCase.itemsOf(row, items)).signum() > 0)
        .max(Comparator.comparing(BillRow::billed))
        .map(row -> ratio(row, PeriodCase.cost(PeriodCase.itemsOf(row, items))))
        .orElse(BigDecimal.ONE);
  }

  /** A ratio as people agree on it, where the line allows it. */
  private BigDecimal ratio(BillRow row, BigDecimal expected) {
    BigDecimal billed = row.billed().subtract(period.dust().get(row.index()));
    BigDecimal exact = Rounding.ratio(billed, expected);
    for (int decimals = 1; decimals <= 6; decimals++) {
      BigDecimal agreed = exact.setScale(decimals, java.math.RoundingMode.HALF_EVEN);
      BigDecimal rest = agreed.multiply(expected).subtract(billed).abs();
      if (rest.compareTo(row.noise()) <= 0) {
        return agreed;
      }
    }
    return exact;
  }
}
