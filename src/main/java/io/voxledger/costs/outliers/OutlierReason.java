package io.voxledger.costs.outliers;

import static io.voxledger.money.Decimals.text;

import io.voxledger.money.Rounding;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Why a session is an outlier: the meter whose cost per minute is farthest from typical, in the
 * direction of the score, and a sentence that a person can act on.
 *
 * @param meter its code; empty when the session has no charge that tells
 */
public record OutlierReason(Optional<String> meter, String sentence) {
  private static final BigDecimal MINUTE = BigDecimal.valueOf(60);
  private static final int SHOWN = 6;

  /** Costs by meter over a time. */
  public record CostsByMeter(Map<String, BigDecimal> usd, long seconds) {
    BigDecimal perMinute(String meter) {
      return seconds == 0
          ? BigDecimal.ZERO
          : Rounding.ratio(
              usd.getOrDefault(meter, BigDecimal.ZERO).multiply(MINUTE),
              BigDecimal.valueOf(seconds));
    }
  }

  /** An outlier as it was found. */
  public record Outlier(
      String sessionId, BigDecimal perMinute, BigDecimal typical, BigDecimal score) {}

  /**
   * The reason.
   *
   * @param session what the session's meters cost
   * @param others what the meters of all other sessions of its group cost
   */
  public static OutlierReason of(Outlier outlier, CostsByMeter session, CostsByMeter others) {
    TreeSet<String> meters = new TreeSet<>(session.usd().keySet());
    meters.addAll(others.usd().keySet());
    Comparator<String> farthest =
        Comparator.comparing(
            meter -> {
              BigDecimal off = session.perMinute(meter).subtract(others.perMinute(meter));
              return outlier.score().signum() < 0 ? off.negate() : off;
            });
    Optional<String> meter = meters.stream().max(farthest);
    return new OutlierReason(
        meter, sentence(outlier, meter.map(m -> detail(m, session, others)).orElse("")));
  }

  private static String sentence(Outlier outlier, String detail) {
    return "%s USD a minute against %s typically, %s%s; see `explain session %s`"
        .formatted(
            shown(outlier.perMinute()),
            shown(outlier.typical()),
            times(outlier.perMinute(), outlier.typical()),
            detail,
            outlier.sessionId());
  }

  private static String detail(String meter, CostsByMeter session, CostsByMeter others) {
    return ": %s at %s USD a minute against %s in the sessions like it"
        .formatted(meter, shown(session.perMinute(meter)), shown(others.perMinute(meter)));
  }

  private static String times(BigDecimal value, BigDecimal typical) {
    return typical.signum() == 0
        ? "which is nothing"
        : text(value.divide(typical, 1, RoundingMode.HALF_EVEN)) + " times as much";
  }

  private static String shown(BigDecimal usd) {
    return text(Rounding.shown(usd, SHOWN));
  }
}
