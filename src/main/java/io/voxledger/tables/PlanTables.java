package io.voxledger.tables;

import static io.voxledger.lake.Column.COST;
import static io.voxledger.lake.Column.QUANTITY_SUM;
import static io.voxledger.lake.TableDefinition.table;

import io.voxledger.lake.TableDefinition;

/** What a month costs: LiveKit's plans, and projects after plans, credits and bills. */
public final class PlanTables {
  public static final TableDefinition PLAN_USAGE =
      table("plan_usage")
          .grain(
              "What one LiveKit account used of a sku and meter in one month, held against its"
                  + " plan; a row without a sku is a plan that nothing was used of.")
          .required("account", "STRING", "LiveKit project")
          .required("month", "DATE", "first day of the month, UTC")
          .optional("sku", "STRING", "the rate entry's model; null when nothing was used")
          .optional("meter", "STRING", "what is counted; null when nothing was used")
          .required(
              "used_quantity",
              QUANTITY_SUM,
              "billable, each resource rounded up, in the meter's unit")
          .required(
              "included_quantity",
              QUANTITY_SUM,
              "the month's allowance, in the meter's unit; where several rows share one, their sum")
          .required(
              "overage_quantity", QUANTITY_SUM, "what no allowance covers, in the meter's unit")
          .required("overage_cost_usd", COST, "overage at the agreed price of the time, USD")
          .optional("plan", "STRING", "the plan; several in the order of time; null without one")
          .required("plan_fee_usd", COST, "fee of the account's month, USD")
          .required(
              "credits_usd", COST, "Inference credits used in the account's month, positive, USD")
          .required(
              "estimated_invoice_usd",
              COST,
              "of the account's month: overage of all its rows + fee − credits, USD; 0: no invoice")
          .key("account", "month", "sku", "meter")
          .partitionedBy("month")
          .check("overage_is_not_negative", "overage_quantity >= 0 AND overage_cost_usd >= 0")
          .build();

  public static final TableDefinition PROJECT_MONTH =
      table("project_month")
          .grain(
              "One project and UTC month with a charge, a part of a plan's fee, of a bill or of a"
                  + " correction.")
          .required("project_id", "STRING", "whom the cost is charged to")
          .required("month", "DATE", "first day of the month, UTC")
          .required("sessions", "BIGINT", "distinct sessions with a charge in the month")
          .required("session_minutes", COST, "minutes of the sessions that started in the month")
          .required("ai_cost_usd", COST, "llm, stt, tts and tool, USD")
          .required("transport_cost_usd", COST, "webrtc and data, USD")
          .required("telephony_cost_usd", COST, "sip and phone_number, USD")
          .required(
              "platform_cost_usd",
              COST,
              "agent, egress, ingress, recording, observability and plan, USD")
          .required("total_cost_usd", COST, "sum of the four, contracted, USD")
          .required("list_cost_usd", COST, "at public prices, USD")
          .required(
              "effective_cost_usd",
              COST,
              "after plan allowances, plan_share_usd and credits_usd, USD; of a LiveKit account's"
                  + " month all projects sum up to the estimated invoice")
          .required("plan_share_usd", COST, "part of plan fees, in the effective cost, USD")
          .required(
              "credits_usd", COST, "part of credits, positive, taken off the effective cost, USD")
          .required(
              "corrections_usd", COST, "changes of closed months that are booked in this one, USD")
          .required(
              "billed_cost_usd",
              COST,
              "part of the bills, by contracted cost within each row of reconciliation, USD")
          .required("variance_usd", COST, "billed − total, USD")
          .optional(
              "previous_month_usd",
              COST,
              "total of the month before, USD; null when the project had no charge in it")
          .optional(
              "budget_usd",
              COST,
              "monthly budget, else the total that holds in the month, USD; null without one")
          .required("status", "STRING", "open or closed")
          .key("project_id", "month")
          .partitionedBy("month")
          .check(
              "families_sum_up",
              "total_cost_usd = ai_cost_usd + transport_cost_usd + telephony_cost_usd +"
                  + " platform_cost_usd")
          .check("variance_is_billed_less_total", "variance_usd = billed_cost_usd - total_cost_usd")
          .build();

  public static final TableDefinition PROJECT_SESSIONS =
      table("project_sessions")
          .grain(
              "One project, UTC day on which sessions began, and month in which they began or have"
                  + " a charge.")
          .required("project_id", "STRING", "whom the sessions are charged to")
          .required("session_date", "DATE", "UTC day on which they began")
          .required("month", "DATE", "first day of the month")
          .required("sessions", "BIGINT", "those with a charge in the month")
          .required("seconds", "BIGINT", "duration of those that began in the month")
          .required("session_month", "DATE", "first day of session_date's month")
          .key("project_id", "session_date", "month")
          .partitionedBy("session_month")
          .internal()
          .build();

  private PlanTables() {}
}
