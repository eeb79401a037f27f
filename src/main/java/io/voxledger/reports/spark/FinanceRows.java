package io.voxledger.reports.spark;

import io.voxledger.reconciliation.Status;
import io.voxledger.reports.finance.FinanceFacts.Accrual;
import io.voxledger.reports.finance.FinanceFacts.Budget;
import io.voxledger.reports.finance.FinanceFacts.Card;
import io.voxledger.reports.finance.FinanceFacts.Cause;
import io.voxledger.reports.finance.FinanceFacts.Close;
import io.voxledger.reports.finance.FinanceFacts.Decision;
import io.voxledger.reports.finance.FinanceFacts.Driver;
import io.voxledger.reports.finance.FinanceFacts.Line;
import io.voxledger.reports.finance.FinanceFacts.Movement;
import io.voxledger.reports.finance.FinanceFacts.Period;
import io.voxledger.reports.finance.FinanceFacts.Price;
import io.voxledger.reports.finance.FinanceFacts.ProjectDay;
import io.voxledger.reports.finance.FinanceFacts.ProjectMonth;
import io.voxledger.reports.finance.FinanceFacts.Quarantined;
import io.voxledger.reports.finance.FinanceFacts.Restated;
import io.voxledger.reports.finance.FinanceFacts.Run;
import io.voxledger.reports.finance.FinanceFacts.Unpriced;
import io.voxledger.reports.finance.FinanceFacts.Usage;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.sql.Row;

/** Rows of the tables as the facts of a finance pack. */
public final class FinanceRows {
  private FinanceRows() {}

  /** A row of {@code run}. */
  public static Run run(Row row) {
    return new Run(
        row.getAs("run_id"),
        row.getAs("logical_date"),
        row.getAs("started_at"),
        row.getAs("rates_known_at"),
        row.getAs("settings_hash"),
        row.getAs("version"));
  }

  static Close close(Row row) {
    return new Close(
        row.getAs("closed_at"),
        row.getAs("forced"),
        row.getList(row.fieldIndex("exceptions")),
        row.getList(row.fieldIndex("remarks")));
  }

  static ProjectMonth projectMonth(Row row) {
    return new ProjectMonth(
        row.getAs("project_id"),
        row.getAs("sessions"),
        row.getAs("session_minutes"),
        row.getAs("ai_cost_usd"),
        row.getAs("transport_cost_usd"),
        row.getAs("telephony_cost_usd"),
        row.getAs("platform_cost_usd"),
        row.getAs("total_cost_usd"),
        row.getAs("list_cost_usd"),
        row.getAs("effective_cost_usd"),
        row.getAs("corrections_usd"),
        row.getAs("billed_cost_usd"),
        row.getAs("variance_usd"),
        optional(row, "previous_month_usd"),
        optional(row, "budget_usd"),
        row.getAs("status"));
  }

  static Usage usage(Row row) {
    return new Usage(
        row.getAs("project_id"),
        row.getAs("usage_date"),
        new Line(
            row.getAs("provider"),
            row.getAs("biller"),
            row.getAs("account"),
            row.getAs("route"),
            row.getAs("kind"),
            row.getAs("sku"),
            row.getAs("meter"),
            row.getAs("terms")),
        new Price(
            row.getAs("rate_id"),
            row.getAs("effective_from"),
            row.getAs("unit_price"),
            row.getAs("contracted_unit_price"),
            row.getAs("per"),
            row.getAs("hours")),
        row.getAs("quantity"),
        row.getAs("billable_quantity"),
        row.getAs("list_cost"),
        row.getAs("contracted_cost"));
  }

  static ProjectDay projectDay(Row row) {
    return new ProjectDay(
        row.getAs("project_id"),
        row.getAs("usage_date"),
        row.getAs("session_minutes"),
        row.getAs("total_cost_usd"));
  }

  static Budget budget(Row row) {
    return new Budget(
        row.getAs("project_id"),
        row.getAs("as_of"),
        row.getAs("basis"),
        row.getAs("budget_usd"),
        row.getAs("spent_usd"),
        optional(row, "used_pct"),
        row.getAs("status"),
        optional(row, "projected_usd"));
  }

  static Driver driver(Row row) {
    return new Driver(row.getAs("project_id"), row.getAs("driver"), row.getAs("amount_usd"));
  }

  static Period period(Row row) {
    int age = row.getAs("age_days");
    return new Period(
        row.getAs("biller"),
        row.getAs("account"),
        row.getAs("period_start"),
        row.getAs("period_end"),
        row.getAs("computed_cost"),
        row.getAs("billed_cost"),
        row.getAs("variance"),
        row.getAs("status"),
        row.getAs("final"),
        row.getAs("first_seen"),
        age,
        new Decision(
            optional(row, "decision"),
            optional(row, "decision_owner"),
            optional(row, "decision_note"),
            optional(row, "decision_until")));
  }

  static Movement movement(Row row) {
    return new Movement(
        row.getAs("biller"),
        row.getAs("account"),
        row.getAs("period_start"),
        row.getAs("period_end"),
        row.getAs("logical_date"),
        row.getAs("new_usd"),
        row.getAs("cleared_usd"),
        row.getAs("closing_usd"));
  }

  static boolean isOpen(Period period) {
    return Status.of(period.status()).isOpen();
  }

  static Cause cause(Row row) {
    return new Cause(
        row.getAs("biller"),
        row.getAs("account"),
        row.getAs("period_start"),
        row.getAs("cause"),
        optional(row, "sku"),
        optional(row, "meter"),
        row.getAs("amount"),
        optional(row, "confidence"),
        row.getAs("evidence"),
        row.getAs("action"));
  }

  static Accrual accrual(Row row) {
    return new Accrual(
        row.getAs("biller"),
        row.getAs("account"),
        row.getAs("accrued_usd"),
        row.getAs("computed_usd"),
        row.getAs("billed_usd"),
        row.getAs("unbilled_periods"));
  }

  static Card card(Row row) {
    return new Card(
        row.getAs("biller"),
        row.getAs("card_id"),
        day(row, "effective_from"),
        day(row, "recorded_at"),
        row.getAs("count"),
        optional(row, "grade"),
        optional(row, "source"));
  }

  private static LocalDate day(Row row, String column) {
    return LocalDate.ofInstant(row.<Instant>getAs(column), ZoneOffset.UTC);
  }

  /** Of {@code restatement} or {@code month_correction}: what one does not have stays empty. */
  static Restated restated(Row row) {
    return new Restated(
        row.getAs("project_id"),
        row.getAs("usage_date"),
        optional(row, "biller"),
        optional(row, "previous_usd"),
        optional(row, "current_usd"),
        row.getAs("delta_usd"),
        row.getAs("reason"),
        row.getAs("run_id"));
  }

  static Quarantined quarantined(Row row) {
    return new Quarantined(row.getAs("source"), row.getAs("reason"), row.getAs("count"));
  }

  static Unpriced unpriced(Row row) {
    return new Unpriced(
        row.getAs("biller"),
        row.getAs("model"),
        row.getAs("reason"),
        row.getAs("records"),
        optional(row, "low_usd"),
        optional(row, "high_usd"),
        optional(row, "suggestion"));
  }

  private static <T> Optional<T> optional(Row row, String column) {
    return Arrays.asList(row.schema().fieldNames()).contains(column)
        ? Optional.ofNullable(row.getAs(column))
        : Optional.empty();
  }
}
