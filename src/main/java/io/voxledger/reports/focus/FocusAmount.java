package io.voxledger.reports.focus;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/**
 * An amount that is no usage at a price.
 *
 * @param projectId empty where it concerns the account as a whole
 * @param until exclusive
 * @param usd credits below 0
 * @param correction whether it corrects a month that was closed
 */
public record FocusAmount(
    Category category,
    String biller,
    String account,
    Optional<String> projectId,
    LocalDate from,
    LocalDate until,
    BigDecimal usd,
    String description,
    Optional<String> invoiceId,
    boolean correction) {

  /** What kind of amount. */
  public enum Category {
    CREDIT("Credit", "One-Time"),
    TAX("Tax", "Recurring"),
    ADJUSTMENT("Adjustment", "One-Time"),
    PURCHASE("Purchase", "Recurring");

    private final String title;
    private final String frequency;

    Category(String title, String frequency) {
      this.title = title;
      this.frequency = frequency;
    }

    String title() {
      return title;
    }

    String frequency() {
      return frequency;
    }
  }
}
