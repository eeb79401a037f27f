package io.voxledger.costs.months;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Books changes of closed months in the next month that was open when they were found. There they
 * stay, also once that month is closed itself.
 */
public final class BookCorrections {
  private BookCorrections() {}

  /**
   * A change of a day of a closed month.
   *
   * @param usd now − before
   * @param runId the run that found it; sorts by time
   */
  public record Correction(String projectId, LocalDate usageDate, BigDecimal usd, String runId) {}

  /**
   * The corrections by the first day of the month that they are booked in, and by project, USD.
   *
   * @param closedBy the run that closed a month, by the month's first day
   */
  public static Map<LocalDate, Map<String, BigDecimal>> byMonth(
      Collection<Correction> corrections, Map<LocalDate, String> closedBy) {
    Map<LocalDate, Map<String, BigDecimal>> booked = new HashMap<>();
    for (Correction correction : corrections) {
      booked
          .computeIfAbsent(month(correction, closedBy), month -> new HashMap<>())
          .merge(correction.projectId(), correction.usd(), BigDecimal::add);
    }
    return booked;
  }

  private static LocalDate month(Correction correction, Map<LocalDate, String> closedBy) {
    LocalDate month = correction.usageDate().withDayOfMonth(1);
    while (closedBy.containsKey(month) && closedBy.get(month).compareTo(correction.runId()) < 0) {
      month = month.plusMonths(1);
    }
    return month;
  }
}
