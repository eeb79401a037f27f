package io.voxledger.billed;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a line's amount is in USD. Where the bill itself states that, the bill is right about what
 * it charges; what our own rate of the day makes of it tells what its exchange rate costs.
 *
 * @param cost at 12 decimals; empty when neither the bill nor we know a rate, and when it is absurd
 * @param fxVariance the part of the cost that is due to the bill's rate being another than ours, at
 *     12 decimals; empty when the bill states none or we know none
 * @param flags {@link #CARRIED}, {@link #NO_RATE}, {@link #OUT_OF_RANGE}
 */
public record UsdValue(
    Optional<BigDecimal> cost, Optional<BigDecimal> fxVariance, List<String> flags) {
  /** The rate is that of an earlier day. */
  public static final String CARRIED = "fx_carried";

  /** No rate is known for the currency, on that day or before. */
  public static final String NO_RATE = "no_fx_rate";

  /** A table could not hold the sum of such costs: the amount or the rate is a mistake. */
  public static final String OUT_OF_RANGE = "cost_out_of_range";

  /** Sums have 16 digits before the point; no bill has a line of a trillion dollars. */
  private static final BigDecimal LIMIT = BigDecimal.TEN.pow(12);

  public UsdValue {
    flags = List.copyOf(flags);
  }

  /** What a line costs at those rates. */
  static UsdValue of(BillLine line, Optional<FxRates.Rate> rate) {
    Optional<BigDecimal> ours = rate.map(FxRates.Rate::usdPerUnit).map(line::inUsd);
    Optional<BigDecimal> stated = line.statedUsd().filter(usd -> !line.currency().equals("USD"));
    if (Stream.concat(ours.stream(), stated.stream()).anyMatch(UsdValue::isAbsurd)) {
      return new UsdValue(Optional.empty(), Optional.empty(), List.of(OUT_OF_RANGE));
    }
    Optional<BigDecimal> fxVariance =
        stated.flatMap(usd -> ours.map(usd::subtract)).filter(fx -> fx.signum() != 0);
    if (ours.isEmpty()) {
      return new UsdValue(stated, fxVariance, List.of(NO_RATE));
    }
    boolean carried = rate.filter(FxRates.Rate::carried).isPresent();
    return new UsdValue(stated.or(() -> ours), fxVariance, carried ? List.of(CARRIED) : List.of());
  }

  /** Whether it costs nothing yet, for want of an exchange rate. */
  public boolean hasNoRate() {
    return cost.isEmpty() && flags.contains(NO_RATE);
  }

  private static boolean isAbsurd(BigDecimal usd) {
    return usd.abs().compareTo(LIMIT) >= 0;
  }

  /** A cost in USD that was never converted. */
  public static UsdValue of(BigDecimal cost) {
    return new UsdValue(Optional.of(cost), Optional.empty(), List.of());
  }
}
