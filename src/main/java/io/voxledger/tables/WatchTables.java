package io.voxledger.tables;

import static io.voxledger.lake.Column.COST;
import static io.voxledger.lake.Column.QUANTITY_SUM;
import static io.voxledger.lake.TableDefinition.table;

import io.voxledger.lake.TableDefinition;

/** What to watch: budgets, odd sessions, why months differ, what hosting could cost. */
public final class WatchTables {
  public static final TableDefinition BUDGET_STATUS =
      table("budget_status")
          .grain(
              "One project with a budget, or one session under a session limit that a run added up,"
                  + " at the end of a day.")
          .required("scope", "STRING", "project or session")
          .required("id", "STRING", "project_id, or SID of the LiveKit room")
          .required("as_of", "DATE", "logical date of the run; later days do not count, UTC")
          .required("basis", "STRING", "ai: models alone; total: everything")
          .required("budget_usd", COST, "hard limit, USD")
          .required("spent_usd", COST, "contracted, USD")
          .optional("used_pct", COST, "spent ÷ budget × 100; null when the budget is 0")
          .required("status", "STRING", "ok, soft_limit or hard_limit, of the own limit")
          .required("decision", "STRING", "ok, soft_limit or hard_limit, of the limit that decides")
          .optional(
              "decided_by",
              "STRING",
              "session or project: whose limit decides, a session's own before its project's; null"
                  + " when none is reached")
          .optional(
              "projected_usd",
              COST,
              "expected at the end of the budget or, when it is monthly or without end, of the"
                  + " month, USD; null for sessions")
          .optional("projected_low_usd", COST, "in four of five cases it will not be less, USD")
          .optional("projected_high_usd", COST, "nor more, USD")
          .optional(
              "projected_exhaustion",
              "DATE",
              "day on which all of the budget is or was spent; null when it lasts")
          .key("scope", "id", "as_of")
          .partitionedBy("as_of")
          .build();

  public static final TableDefinition COST_OUTLIER =
      table("cost_outlier")
          .grain(
              "One session whose cost per minute is far from those of the same project, main"
                  + " provider and month.")
          .required("session_id", "STRING", "SID of the LiveKit room")
          .required("project_id", "STRING", "whom the session is charged to")
          .required("cost_per_minute_usd", COST, "of the session, USD")
          .required("typical_usd", COST, "median of the group, USD")
          .required("score", COST, "0.6745 × (cost − median) ÷ MAD")
          .optional("meter", "STRING", "the meter that is farthest from typical")
          .required("reason", "STRING", "how far, by which meter, and where to look")
          .required("month", "DATE", "first day of the month in which the session began")
          .key("session_id")
          .partitionedBy("month")
          .build();

  public static final TableDefinition HOSTING_COMPARISON =
      table("hosting_comparison")
          .grain("One UTC month: managed transport against servers of one's own.")
          .required("month", "DATE", "first day of the month, UTC")
          .required("sessions", "BIGINT", "sessions with a charge in the month")
          .required(
              "participant_minutes",
              COST,
              "time of webrtc connections, or an estimate from the sessions' length")
          .required(
              "peak_concurrent",
              COST,
              "most sessions with an open connection at a time; where no connection is known,"
                  + " session hours ÷ busy hours")
          .required("managed_cost_usd", COST, "participant minutes × managed price, USD")
          .required("servers_needed", "BIGINT", "⌊peak ÷ capacity⌋ + 1")
          .required("self_hosted_cost_usd", COST, "servers × price of a server, USD")
          .required("savings_usd", COST, "managed − self-hosted, USD")
          .optional("savings_pct", COST, "of the managed cost; null when that is 0")
          .optional(
              "break_even_sessions",
              "BIGINT",
              "⌊price of a server ÷ managed cost of a session⌋; null when that is 0")
          .required("peak_measured", "BOOLEAN", "whether connections showed it, or it is estimated")
          .key("month")
          .build();

  public static final TableDefinition COST_DRIVER =
      table("cost_driver")
          .grain("One project, month and reason why it costs something else than the month before.")
          .required("project_id", "STRING", "whom the cost is charged to")
          .required("month", "DATE", "first day of the month, UTC")
          .required(
              "driver",
              "STRING",
              "sessions, minutes (of a session), intensity (use of a minute) or price")
          .required(
              "amount_usd",
              COST,
              "USD; the four of a project and month sum up to its change against the month before")
          .key("project_id", "month", "driver")
          .partitionedBy("month")
          .build();

  public static final TableDefinition CONNECTION_DAY =
      table("connection_day")
          .grain("One UTC day on which participants were connected.")
          .required("usage_date", "DATE", "UTC day")
          .required("webrtc_seconds", QUANTITY_SUM, "of the webrtc connections that began that day")
          .required("peak_concurrent", "BIGINT", "most sessions with an open connection at a time")
          .required("month", "DATE", "first day of usage_date's month")
          .key("usage_date")
          .internal()
          .build();

  private WatchTables() {}
}
