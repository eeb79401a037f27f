package io.voxledger.tables;

import static io.voxledger.lake.Column.COST;
import static io.voxledger.lake.Column.QUANTITY_SUM;
import static io.voxledger.lake.TableDefinition.table;

import io.voxledger.lake.TableDefinition;

/** What was billed, and how it compares. */
public final class BillTables {
  public static final TableDefinition BILLED_LINE =
      table("billed_line")
          .grain("One line of a biller's bill, as one pull showed it.")
          .required("billed_line_id", "STRING", "made from the line's place and content")
          .required("biller", "STRING", "who sent the bill")
          .required("account", "STRING", "the biller's account")
          .required("source", "STRING", "the bill's format, a folder of the landing area")
          .required(
              "standing",
              "STRING",
              "used, shadowed by another source, or superseded by a newer pull")
          .required("file", "STRING", "path relative to the landing area")
          .required("pull", "STRING", "the pull that the line came with")
          .optional("invoice_id", "STRING", "the invoice, once there is one")
          .required("period_start", "TIMESTAMP", "start of the bill's period, UTC")
          .required("period_end", "TIMESTAMP", "its end, exclusive, UTC")
          .required("billing_date", "DATE", "first day of the period in the biller's time zone")
          .optional("line_item", "STRING", "as written on the bill")
          .optional("model", "STRING", "model that the line names")
          .optional("sku", "STRING", "the rate entry's model; null when it is not known here")
          .optional("meter", "STRING", "what the line counts; null when it does not say")
          .optional("service_tier", "STRING", "tier that the line names")
          .required("category", "STRING", "usage, credit, tax, adjustment, purchase or allowance")
          .optional("quantity", QUANTITY_SUM, "in the meter's unit, where the unit is one of ours")
          .optional("unit", "STRING", "as written on the bill")
          .required("amount_original", "DECIMAL(38,18)", "in the bill's currency")
          .required("currency", "STRING", "ISO 4217")
          .optional(
              "billed_cost_usd",
              COST,
              "USD; null while no exchange rate is known, and for a trillion or more")
          .required("final", "BOOLEAN", "whether the biller says that it will not change")
          .required(
              "flags",
              "ARRAY<STRING>",
              "fx_carried: at the exchange rate of an earlier day; no_fx_rate: none is known; cost_out_of_range: a trillion USD or more, a mistake")
          .required("extra", "MAP<STRING, STRING>", "columns x_… that the biller adds to FOCUS")
          .key("billed_line_id")
          .check("standing_is_known", "standing IN ('used', 'shadowed', 'superseded')")
          .build();

  public static final TableDefinition BILLED_QUANTITY =
      table("billed_quantity")
          .grain(
              "What a provider reported of one meter without money, in the pull that counts. Evidence; never compared by itself.")
          .required("biller", "STRING", "who sends the bill")
          .required("account", "STRING", "the biller's account")
          .required("source", "STRING", "the report's format, a folder of the landing area")
          .required("period_start", "TIMESTAMP", "start of the period, UTC")
          .required("period_end", "TIMESTAMP", "its end, exclusive, UTC")
          .optional("model", "STRING", "as reported; null when the report is not split by model")
          .required(
              "meter", "STRING", "what is counted; generic where the report names no modality")
          .optional("service_tier", "STRING", "tier that was served")
          .optional("batch", "BOOLEAN", "whether it came in batches; null when not told")
          .required("quantity", QUANTITY_SUM, "in the meter's unit")
          .required(
              "requests",
              "BIGINT",
              "requests of the rows that the quantity is a part of; not to be added over meters")
          .key(
              "biller",
              "account",
              "source",
              "period_start",
              "period_end",
              "model",
              "meter",
              "service_tier",
              "batch")
          .build();

  public static final TableDefinition RECONCILIATION =
      table("reconciliation")
          .grain(
              "Billed against computed, at the grain of the bill. variance = billed − computed = sum of the components.")
          .required("biller", "STRING", "who sends the bill")
          .required("account", "STRING", "the biller's account")
          .required("period_start", "DATE", "first day, in the biller's time zone")
          .required("period_end", "DATE", "day after the last")
          .required("scope", "STRING", "line, unmapped, category or total")
          .optional("sku", "STRING", "the rate entry's model")
          .optional("meter", "STRING", "what is counted; generic where the bill names no modality")
          .optional("line_item", "STRING", "raw text of an unmapped line, or the category")
          .optional("computed_quantity", QUANTITY_SUM, "billable, in the meter's unit")
          .required("computed_cost", COST, "contracted, USD")
          .optional(
              "billed_quantity",
              QUANTITY_SUM,
              "in the meter's unit, where the unit on the bill is one of ours; else as billed")
          .required("billed_cost", COST, "USD")
          .required("variance", COST, "billed − computed, USD")
          .optional(
              "variance_pct", COST, "variance ÷ computed × 100; null when nothing was computed")
          .optional("usage_variance", COST, "another quantity, at our price, USD")
          .optional("rate_variance", COST, "another price, at the billed quantity, USD")
          .optional("unsplit_variance", COST, "the bill has no quantity, USD")
          .optional("billed_only", COST, "nothing was computed, USD")
          .optional("computed_only", COST, "nothing was billed, USD")
          .optional("plan_allowance", COST, "included usage, negative, USD")
          .optional("plan_fee", COST, "USD")
          .optional("credit", COST, "negative, USD")
          .optional("tax", COST, "USD")
          .optional("adjustment", COST, "USD")
          .optional(
              "fx_variance",
              COST,
              "the bill's exchange rate against ours, which are those of the days of use, USD")
          .required(
              "status",
              "STRING",
              "matched, explained, over_billed, under_billed, billed_only, missing_bill or pending")
          .required(
              "final", "BOOLEAN", "whether the period is past its lag and the bill not marked open")
          .required(
              "first_seen",
              "DATE",
              "logical date of the run that saw the row first, or saw it differ again after it had matched")
          .required("age_days", "INT", "days from first_seen to the logical date")
          .optional(
              "decision",
              "STRING",
              "what people decided on the period: accepted, disputed or credit_requested; with _expired once its time is over")
          .optional("decision_owner", "STRING", "who decided")
          .optional("decision_note", "STRING", "why")
          .optional("decision_until", "DATE", "day from which the decision no longer holds")
          .key(
              "biller",
              "account",
              "period_start",
              "period_end",
              "scope",
              "sku",
              "meter",
              "line_item")
          .check(
              "components_sum_up",
              "variance = coalesce(usage_variance, 0) + coalesce(rate_variance, 0) + coalesce(unsplit_variance, 0)"
                  + " + coalesce(billed_only, 0) + coalesce(computed_only, 0) + coalesce(plan_allowance, 0)"
                  + " + coalesce(plan_fee, 0) + coalesce(credit, 0) + coalesce(tax, 0) + coalesce(adjustment, 0)"
                  + " + coalesce(fx_variance, 0)")
          .build();

  public static final TableDefinition RECONCILIATION_CAUSE =
      table("reconciliation_cause")
          .grain(
              "One cause of a period's variance. Exact and partial causes and the unexplained row sum up to the variance of the total.")
          .required("biller", "STRING", "who sends the bill")
          .required("account", "STRING", "the biller's account")
          .required("period_start", "DATE", "first day, in the biller's time zone")
          .required("period_end", "DATE", "day after the last")
          .required("rank", "INT", "from 1; claimed causes first, the unexplained rest last")
          .required("cause", "STRING", "name of the cause, or unexplained")
          .optional("sku", "STRING", "the rate entry's model; null when it bears on several")
          .optional("meter", "STRING", "what is counted; null when it bears on several")
          .required("amount", COST, "with the sign of the variance, USD")
          .optional(
              "confidence",
              "STRING",
              "exact, partial or candidate; the amount of a candidate is not claimed; null for unexplained")
          .required("evidence", "STRING", "a sentence with the numbers")
          .required("action", "STRING", "what to do")
          .key("biller", "account", "period_start", "period_end", "rank")
          .build();

  public static final TableDefinition BILL_FILE =
      table("bill_file")
          .grain("One content of one landed bill file, as parsed, without personal data.")
          .required("file", "STRING", "path relative to the landing area")
          .required("content_hash", "STRING", "SHA-256 of the file's bytes")
          .required("document", "STRING", "the file's pull and pages: JSON, zipped, as text")
          .required(
              "current",
              "BOOLEAN",
              "whether its lines are judged: the file's newest content, any content where lines stand by themselves")
          .key("file", "content_hash")
          .internal()
          .build();

  public static final TableDefinition BILLED_DAY =
      table("billed_day")
          .grain("What bills said of one day when they were compared last.")
          .required(
              "billing_date",
              "DATE",
              "first or last day of a bill's period, or a month's first day within it")
          .required(
              "content_hash", "STRING", "digest of all lines, quantities and pulls of the day")
          .key("billing_date")
          .internal()
          .build();

  private BillTables() {}
}
