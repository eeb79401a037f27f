package io.voxledger.sources.bills;

import io.voxledger.billed.BillPeriod;
import io.voxledger.screening.Reason;
import io.voxledger.screening.RowProblem;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** Periods of bills that are written as days. */
final class Days {
  private Days() {}

  /** The UTC days from the first to the last, which is included. */
  static BillPeriod inclusive(LocalDate first, LocalDate last) {
    if (last.isBefore(first)) {
      throw new RowProblem(Reason.BAD_TIMESTAMP, last + " is before " + first);
    }
    return new BillPeriod(startOf(first), startOf(last.plusDays(1)));
  }

  /** Every UTC day from the first to the last, which is included; at most ten years. */
  static List<BillPeriod> each(LocalDate first, LocalDate last) {
    if (first.plusYears(10).isBefore(last)) {
      throw new RowProblem(Reason.BAD_TIMESTAMP, first + " to " + last + " is over ten years");
    }
    return first
        .datesUntil(inclusive(first, last).end().atZone(ZoneOffset.UTC).toLocalDate())
        .map(day -> inclusive(day, day))
        .toList();
  }

  /** The UTC day of an instant. */
  static BillPeriod of(Instant instant) {
    LocalDate day = instant.atZone(ZoneOffset.UTC).toLocalDate();
    return inclusive(day, day);
  }

  /** The period between two instants. */
  static BillPeriod between(JsonObject row, Instant start, Instant end) {
    if (!start.isBefore(end)) {
      throw new RowProblem(
          Reason.BAD_TIMESTAMP, row.place() + " ends at " + end + ", not after " + start);
    }
    return new BillPeriod(start, end);
  }

  private static Instant startOf(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
