package io.voxledger.rates;

import io.voxledger.measure.Meter;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * One entry of {@code contracts.yaml}.
 *
 * @param line where it stands there
 * @param biller lower case
 * @param account a name, or a glob
 * @param model a name or a glob, against the rate entry's model or the reported one, without regard
 *     to case
 * @param meterOrNull the meter, or the generic of the meter, that it is about; null for every one
 * @param fromOrNull first instant; null without a beginning
 * @param untilOrNull first instant after; null without an end
 * @param terms what was agreed
 */
public record AgreedPrice(
    int line,
    String biller,
    Glob account,
    Glob model,
    Meter meterOrNull,
    Instant fromOrNull,
    Instant untilOrNull,
    Terms terms)
    implements Serializable {

  /** What was agreed with the biller. */
  public sealed interface Terms extends Serializable {}

  /** A share of the unit price, 0 to 1, that is not charged. */
  public record Discount(BigDecimal share) implements Terms {}

  /** A price in place of the card's base price, in the card's currency for {@code per} units. */
  public record Price(BigDecimal price, long per) implements Terms {}

  public Optional<Meter> meter() {
    return Optional.ofNullable(meterOrNull);
  }

  /** Whether it is about that account and one of the two names of a model. */
  boolean matches(String reportedAccount, String reportedModel, String entryModel) {
    return account.matches(reportedAccount)
        && (model.matchesIgnoringCase(entryModel) || model.matchesIgnoringCase(reportedModel));
  }

  /** Whether it holds for that meter at that time of use. */
  boolean holds(Meter meter, Instant t) {
    return (meterOrNull == null
            || meterOrNull == meter
            || meter.generic().filter(g -> g == meterOrNull).isPresent())
        && (fromOrNull == null || !t.isBefore(fromOrNull))
        && (untilOrNull == null || t.isBefore(untilOrNull));
  }
}
