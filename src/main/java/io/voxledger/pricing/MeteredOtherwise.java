package io.voxledger.pricing;

import io.voxledger.money.Rounding;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The same usage as another biller would meter it; what a bill is compared with when it is not as
 * computed. In the meter's unit; 0 where the question does not arise.
 *
 * @param wholeSeconds with each resource rounded up to a second
 * @param wholeMinutes with each resource rounded up to a minute
 * @param dayBefore the billable part that US Pacific time puts on the day before the UTC day
 * @param pastThreshold of requests above the long-context threshold whose tier has no such price
 */
public record MeteredOtherwise(
    BigDecimal wholeSeconds,
    BigDecimal wholeMinutes,
    BigDecimal dayBefore,
    BigDecimal pastThreshold)
    implements Serializable {
  private static final BigDecimal MINUTE = BigDecimal.valueOf(60);

  /** Nothing to be told. */
  public static final MeteredOtherwise NOTHING =
      new MeteredOtherwise(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

  static MeteredOtherwise of(PricedMeter meter, boolean isDayBefore) {
    BigDecimal quantity = meter.quantity();
    BigDecimal none = BigDecimal.ZERO;
    BigDecimal past = meter.isPastThreshold() ? quantity : none;
    if (!meter.roundedAlone()) {
      return isDayBefore || meter.isPastThreshold()
          ? new MeteredOtherwise(none, none, isDayBefore ? quantity : none, past)
          : NOTHING;
    }
    return new MeteredOtherwise(
        upTo(BigDecimal.ONE, quantity),
        upTo(MINUTE, quantity),
        isDayBefore ? meter.rate().rounding().billable(quantity) : none,
        past);
  }

  MeteredOtherwise plus(MeteredOtherwise other) {
    if (other == NOTHING) {
      return this;
    }
    return new MeteredOtherwise(
        wholeSeconds.add(other.wholeSeconds),
        wholeMinutes.add(other.wholeMinutes),
        dayBefore.add(other.dayBefore),
        pastThreshold.add(other.pastThreshold));
  }

  /** Adds what is rounded as a whole: one resource by itself. */
  MeteredOtherwise withWhole(BigDecimal quantity) {
    return quantity.signum() == 0
        ? this
        : new MeteredOtherwise(
            wholeSeconds.add(upTo(BigDecimal.ONE, quantity)),
            wholeMinutes.add(upTo(MINUTE, quantity)),
            dayBefore,
            pastThreshold);
  }

  private static BigDecimal upTo(BigDecimal increment, BigDecimal quantity) {
    BigDecimal increments = quantity.divide(increment, 0, RoundingMode.CEILING).max(BigDecimal.ONE);
    return Rounding.quantity(increments.multiply(increment));
  }
}
