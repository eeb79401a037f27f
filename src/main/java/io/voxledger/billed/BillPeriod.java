package io.voxledger.billed;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;

/** What a line of a bill covers, half-open in UTC: {@code start ≤ t < end}. */
public record BillPeriod(Instant start, Instant end) implements Comparable<BillPeriod> {
  private static final Comparator<BillPeriod> ORDER =
      Comparator.comparing(BillPeriod::start).thenComparing(BillPeriod::end);

  /** Of what has no period of its own and stands or falls as a whole: the years 1970 to 9999. */
  public static final BillPeriod ALWAYS =
      new BillPeriod(Instant.EPOCH, Instant.parse("9999-12-31T00:00:00Z"));

  public BillPeriod {
    if (!start.isBefore(end)) {
      throw new IllegalArgumentException("a bill's period ends at " + end + ", not after " + start);
    }
  }

  @Override
  public int compareTo(BillPeriod other) {
    return ORDER.compare(this, other);
  }

  /** The days that it touches in a time zone. */
  BillingPeriod days(ZoneId zone) {
    LocalDate last = end.minusNanos(1).atZone(zone).toLocalDate();
    return new BillingPeriod(start.atZone(zone).toLocalDate(), last.plusDays(1));
  }

  boolean isShorterThanADay() {
    return Duration.between(start, end).compareTo(Duration.ofDays(1)) < 0;
  }

  /** Whether it begins and ends at midnight UTC. */
  boolean isOfUtcDays() {
    return start.equals(start.truncatedTo(ChronoUnit.DAYS))
        && end.equals(end.truncatedTo(ChronoUnit.DAYS));
  }
}
