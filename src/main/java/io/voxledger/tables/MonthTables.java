package io.voxledger.tables;

import static io.voxledger.lake.Column.COST;
import static io.voxledger.lake.TableDefinition.table;

import io.voxledger.lake.TableDefinition;

/** What is open, what is not billed yet, and how months are closed. */
public final class MonthTables {
  public static final TableDefinition OPEN_ITEM_MOVEMENT =
      table("open_item_movement")
          .grain(
              "One change of one open item: a final period whose bill and computed cost differ. opening + new − cleared = closing, for a row and for any sum of rows.")
          .required("biller", "STRING", "who sends the bill")
          .required("account", "STRING", "the biller's account")
          .required("period_start", "DATE", "first day, in the biller's time zone")
          .required("period_end", "DATE", "day after the last")
          .required("logical_date", "DATE", "the day that the run reports on")
          .required(
              "movement",
              "STRING",
              "opened, changed (another amount), reopened (differs again after it was cleared), cleared, or accepted by a decision")
          .required("opening_usd", COST, "open variance before, USD")
          .required("new_usd", COST, "variance that came to be open, USD")
          .required("cleared_usd", COST, "variance that is open no longer, USD")
          .required("closing_usd", COST, "open variance after, USD")
          .required("variance_usd", COST, "the period's variance, open or not, USD")
          .optional(
              "status",
              "STRING",
              "status of the period's total after the movement; null when the period is gone")
          .optional("decision", "STRING", "the decision in force, as people wrote it")
          .key("biller", "account", "period_start", "period_end", "run_id")
          .check("rolls_forward", "opening_usd + new_usd - cleared_usd = closing_usd")
          .build();

  public static final TableDefinition ACCRUAL =
      table("accrual")
          .grain(
              "One biller, account and month: what was computed and is not billed yet. It falls to 0 as bills land.")
          .required("biller", "STRING", "who sends the bill")
          .required("account", "STRING", "the biller's account")
          .required("month", "DATE", "first day of the month in which the billing periods start")
          .required(
              "accrued_usd",
              COST,
              "computed − billed, not below 0, of periods without a bill or whose bill is marked open, USD")
          .required("computed_usd", COST, "contracted cost of all periods of the month, USD")
          .required("billed_usd", COST, "billed so far, USD")
          .required("unbilled_periods", "BIGINT", "periods without a bill or whose bill is open")
          .key("biller", "account", "month")
          .check("accrued_is_not_negative", "accrued_usd >= 0")
          .build();

  public static final TableDefinition MONTH_CLOSE =
      table("month_close")
          .grain("One month whose books were closed: the tables of its days stay as they were.")
          .required("month", "DATE", "first day of the month")
          .required("closed_at", "TIMESTAMP", "UTC")
          .required("logical_date", "DATE", "the day that the night before the close reported on")
          .required("forced", "BOOLEAN", "whether --force passed over something")
          .required("exceptions", "ARRAY<STRING>", "what was passed over, a sentence each")
          .required("remarks", "ARRAY<STRING>", "what does not hinder, but should be known")
          .required("sources", "ARRAY<STRING>", "sources with usage in the month")
          .required("missing_sources", "BIGINT", "sources with usage only in the month before")
          .required("billing_periods", "BIGINT", "billing periods with a cost or a bill")
          .required("missing_bills", "BIGINT", "billing periods past their lag without a bill")
          .required("pending_periods", "BIGINT", "billing periods that are not final")
          .required("unpriced_records", "BIGINT", "used records without a price")
          .required("total_cost_usd", COST, "contracted cost of the month's usage days, USD")
          .required("named_cost_usd", COST, "of it on a named project, USD")
          .optional("allocated_pct", COST, "named ÷ total × 100; null when the total is 0")
          .required("computed_usd", COST, "contracted cost of the month's billing periods, USD")
          .required("billed_usd", COST, "billed for them, USD")
          .required("variance_usd", COST, "billed − computed, USD")
          .required("matched_usd", COST, "variance of periods within tolerance, USD")
          .required("explained_usd", COST, "variance of explained periods, USD")
          .required("open_usd", COST, "variance of periods that are open, USD")
          .required("pending_usd", COST, "variance of periods that are not final, USD")
          .required("matched_periods", "BIGINT", "periods within tolerance")
          .required("explained_periods", "BIGINT", "explained periods")
          .required("open_periods", "BIGINT", "open periods, accepted ones included")
          .required("open_0_30_usd", COST, "open variance of age 0 to 30 days, USD")
          .required("open_31_60_usd", COST, "open variance of age 31 to 60 days, USD")
          .required("open_61_90_usd", COST, "open variance of age 61 to 90 days, USD")
          .required("open_over_90_usd", COST, "open variance older than 90 days, USD")
          .required("accepted_usd", COST, "of the open variance, what a decision accepts, USD")
          .required("late_usage_days", "BIGINT", "project days restated by late usage")
          .required("late_usage_usd", COST, "cost of usage that came after its day, USD")
          .required("opening_usd", COST, "open items of all months at the close before, USD")
          .required("new_usd", COST, "open items that came since, USD")
          .required("cleared_usd", COST, "open items that went since, USD")
          .required("closing_usd", COST, "open items of all months now, USD")
          .key("month")
          .check("rolls_forward", "opening_usd + new_usd - cleared_usd = closing_usd")
          .check(
              "accuracy_adds_up",
              "variance_usd = matched_usd + explained_usd + open_usd + pending_usd")
          .check(
              "ages_add_up",
              "open_usd = open_0_30_usd + open_31_60_usd + open_61_90_usd + open_over_90_usd")
          .build();

  public static final TableDefinition MONTH_CORRECTION =
      table("month_correction")
          .grain(
              "One change of a closed month that a run found: it is booked here, and the month's own tables stay. The sum of a day's rows is the whole change.")
          .required("project_id", "STRING", "whom the cost is charged to")
          .required("usage_date", "DATE", "UTC day of use, in a closed month")
          .required("biller", "STRING", "who sends the bill")
          .required("delta_usd", COST, "contracted cost now − closed cost − earlier deltas, USD")
          .required(
              "reason", "STRING", "late_usage, rate_change, superseded_usage or settings_change")
          .key("project_id", "usage_date", "biller", "run_id")
          .check("something_changed", "delta_usd <> 0")
          .build();

  private MonthTables() {}
}
