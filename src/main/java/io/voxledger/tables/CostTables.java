package io.voxledger.tables;

import static io.voxledger.lake.Column.COST;
import static io.voxledger.lake.Column.QUANTITY;
import static io.voxledger.lake.Column.QUANTITY_SUM;
import static io.voxledger.lake.Column.UNIT_PRICE;
import static io.voxledger.lake.TableDefinition.table;

import io.voxledger.lake.TableDefinition;

/** What it cost: charges and their sums, and what could not be priced. */
public final class CostTables {
  public static final String RATE_SNAPSHOT =
      "ARRAY<STRUCT<rate_id: STRING, sku: STRING, meter: STRING, unit_price: "
          + UNIT_PRICE
          + ", contracted_unit_price: "
          + UNIT_PRICE
          + ", per: BIGINT, effective_from: TIMESTAMP>>";
  public static final String PROVIDERS =
      "ARRAY<STRUCT<provider: STRING, biller: STRING, cost_usd: " + COST + ">>";

  public static final TableDefinition CHARGE =
      table("charge")
          .grain("The usage of one session, day, meter and rate, summed and priced.")
          .optional(
              "session_id", "STRING", "SID of the LiveKit room; null for usage without a session")
          .required("project_id", "STRING", "whom the cost is charged to")
          .required("usage_date", "DATE", "UTC day of use")
          .required("billing_date", "DATE", "day of use in the biller's time zone")
          .required("biller", "STRING", "who sends the bill")
          .required("account", "STRING", "the biller's account")
          .required("provider", "STRING", "who made the service")
          .required("route", "STRING", "direct, livekit-inference, livekit or self-hosted")
          .required("kind", "STRING", "llm, stt, tts, webrtc…")
          .required("model", "STRING", "model as reported")
          .required("sku", "STRING", "the rate entry's model")
          .required("meter", "STRING", "what is counted")
          .required("service_tier", "STRING", "tier as applied; 'default' is the base price")
          .optional("region", "STRING", "region as applied; null where no multiplier was")
          .required("context_band", "STRING", "base, or long above the rate's threshold")
          .required("rate_id", "STRING", "the price used, a row of table rate")
          .required("contracted_unit_price", UNIT_PRICE, "agreed price of one 'per', USD")
          .required("records", "BIGINT", "usage records in the sum")
          .required("quantity", QUANTITY_SUM, "used, in the meter's unit")
          .required(
              "billable_quantity",
              QUANTITY_SUM,
              "after increments and minimums, in the meter's unit")
          .required("unit_price", UNIT_PRICE, "list price of one 'per', USD")
          .required("per", "BIGINT", "units of the meter that the prices are for")
          .required("list_cost", COST, "billable_quantity × unit_price ÷ per, USD")
          .required("contracted_cost", COST, "billable_quantity × contracted_unit_price ÷ per, USD")
          .required("effective_from", "TIMESTAMP", "from when the price held, UTC")
          .required("flags", "ARRAY<STRING>", "what was assumed when it was priced, sorted")
          .required(
              "whole_seconds",
              QUANTITY_SUM,
              "quantity with each resource rounded up to a second (internal)")
          .required(
              "whole_minutes",
              QUANTITY_SUM,
              "quantity with each resource rounded up to a minute (internal)")
          .required(
              "pacific_day_before",
              QUANTITY_SUM,
              "billable part that US Pacific time puts on the day before (internal)")
          .required(
              "past_threshold",
              QUANTITY_SUM,
              "part of requests above the long-context threshold, at a tier without such a price (internal)")
          .filledWith("0")
          .key(
              "session_id",
              "project_id",
              "usage_date",
              "billing_date",
              "biller",
              "account",
              "provider",
              "route",
              "kind",
              "model",
              "sku",
              "meter",
              "service_tier",
              "region",
              "context_band",
              "rate_id",
              "contracted_unit_price")
          .partitionedBy("usage_date")
          .check("costs_are_not_negative", "list_cost >= 0 AND contracted_cost >= 0")
          .check("per_is_positive", "per > 0")
          .build();

  public static final TableDefinition UNPRICED_USAGE =
      table("unpriced_usage")
          .grain("One usage record that has no price, with the reason.")
          .required("source", "STRING", "folder of the landing area that the row came from")
          .required("usage_id", "STRING", "identity of the usage record")
          .required(
              "reason",
              "STRING",
              "no_rate_card, no_rate_for_model, no_rate_for_meter, modality_unknown, cost_out_of_range, no_fx_rate")
          .required("detail", "STRING", "what was looked for")
          .optional("suggestion", "STRING", "what to do about it")
          .optional("session_id", "STRING", "SID of the LiveKit room")
          .required("project_id", "STRING", "whom the cost would be charged to")
          .required("biller", "STRING", "who sends the bill")
          .optional("account", "STRING", "the biller's account; null in rows of an older release")
          .required("model", "STRING", "model as reported")
          .required("used_at", "TIMESTAMP", "time of use, UTC")
          .required("quantities", "MAP<STRING, " + QUANTITY + ">", "by meter, in the meter's unit")
          .optional("low_usd", COST, "least cost it can have, where that can be known, USD")
          .optional("high_usd", COST, "greatest cost it can have, where that can be known, USD")
          .required("usage_date", "DATE", "UTC day of used_at")
          .key("source", "usage_id")
          .partitionedBy("usage_date")
          .build();

  public static final TableDefinition SESSION_DAY =
      table("session_day")
          .grain("What the usage records of one session and day tell about the session.")
          .required("session_id", "STRING", "SID of the LiveKit room")
          .required("usage_date", "DATE", "UTC day of use")
          .required("project_id", "STRING", "whom the session is charged to")
          .optional("room", "STRING", "name of the room, the smallest where several are told")
          .required("first_used_at", "TIMESTAMP", "first use, UTC")
          .required("last_used_at", "TIMESTAMP", "last use, UTC")
          .required("connections", "BIGINT", "closed connections")
          .optional("first_connected_at", "TIMESTAMP", "start of the first closed connection, UTC")
          .optional("last_disconnected_at", "TIMESTAMP", "end of the last closed connection, UTC")
          .required("audio_in", QUANTITY_SUM, "audio input tokens of llm records, cached included")
          .required("audio_out", QUANTITY_SUM, "audio output tokens of llm records")
          .required(
              "text", QUANTITY_SUM, "text tokens in and out of llm records, cache writes included")
          .required("cached", QUANTITY_SUM, "cached input tokens of llm records")
          .required("unpriced_records", "BIGINT", "used records without a price")
          .required("ai_records", "BIGINT", "used llm, stt, tts and tool records, priced or not")
          .required("flags", "ARRAY<STRING>", "flags of the records, sorted")
          .key("session_id", "usage_date")
          .partitionedBy("usage_date")
          .internal()
          .build();

  public static final TableDefinition SESSION_COST =
      table("session_cost")
          .grain("One session: what it used and what it cost, contracted.")
          .required("session_id", "STRING", "SID of the LiveKit room")
          .required("project_id", "STRING", "whom the session is charged to")
          .optional("room", "STRING", "name of the room")
          .optional("agent_name", "STRING", "name of the LiveKit agent")
          .required("tags", "MAP<STRING, STRING>", "room-metadata keys named in the settings")
          .required(
              "started_at",
              "TIMESTAMP",
              "the room's creation, else first connection, else first use, UTC")
          .required(
              "ended_at",
              "TIMESTAMP",
              "the room's end, else last connection's end, else last use, UTC")
          .required("duration_sec", "BIGINT", "whole seconds between the two, not below 0")
          .required(
              "status",
              "STRING",
              "closed when the room's end or a session report was seen, else open")
          .required("providers", PROVIDERS, "contracted cost by provider and biller, USD")
          .required(
              "audio_in_tokens", "BIGINT", "audio input tokens of llm records, cached included")
          .required("audio_out_tokens", "BIGINT", "audio output tokens of llm records")
          .required("text_tokens", "BIGINT", "text tokens in and out of llm records")
          .required("cached_tokens", "BIGINT", "cached input tokens of llm records")
          .required("ai_cost_usd", COST, "llm, stt, tts and tool, USD")
          .required("transport_cost_usd", COST, "webrtc and data, USD")
          .required("telephony_cost_usd", COST, "sip and phone_number, USD")
          .required(
              "platform_cost_usd",
              COST,
              "agent, egress, ingress, recording, observability and plan, USD")
          .required("total_cost_usd", COST, "sum of the four, USD")
          .optional("transport_pct", COST, "transport ÷ total × 100; null when the total is 0")
          .optional(
              "cost_per_minute_usd", COST, "total ÷ minutes of duration, USD; null when that is 0")
          .required(
              "unpriced_records",
              "BIGINT",
              "used records without a price; their cost is not in the sums")
          .required("rate_snapshot", RATE_SNAPSHOT, "every price used, as it was")
          .required("flags", "ARRAY<STRING>", "what was assumed, sorted")
          .required("session_date", "DATE", "UTC day of started_at")
          .required(
              "ai_records",
              "BIGINT",
              "used llm, stt, tts and tool records, priced or not; 0 where only connections are known (internal)")
          .required(
              "charge_months", "ARRAY<DATE>", "first days of the months with a charge (internal)")
          .key("session_id")
          .partitionedBy("session_date")
          .check(
              "families_sum_up",
              "total_cost_usd = ai_cost_usd + transport_cost_usd + telephony_cost_usd +"
                  + " platform_cost_usd")
          .build();

  public static final TableDefinition PROJECT_COST_DAILY =
      table("project_cost_daily")
          .grain("One project and UTC day with a charge.")
          .required("project_id", "STRING", "whom the cost is charged to")
          .required("usage_date", "DATE", "UTC day of use")
          .required("sessions", "BIGINT", "distinct sessions with a charge that day")
          .required("session_minutes", COST, "minutes of the sessions that started that day")
          .required("ai_cost_usd", COST, "llm, stt, tts and tool, USD")
          .required("transport_cost_usd", COST, "webrtc and data, USD")
          .required("telephony_cost_usd", COST, "sip and phone_number, USD")
          .required(
              "platform_cost_usd",
              COST,
              "agent, egress, ingress, recording, observability and plan, USD")
          .required("total_cost_usd", COST, "sum of the four, USD")
          .optional("cost_per_session_usd", COST, "total ÷ sessions, USD; null without a session")
          .required("month_to_date_usd", COST, "total of the month up to and with that day, USD")
          .optional(
              "trailing_7d_average_usd",
              COST,
              "mean of the seven days before, USD; null in the project's first seven days")
          .optional("change_vs_7d_pct", COST, "(total − average) ÷ average × 100")
          .required("unpriced_records", "BIGINT", "used records without a price that day")
          .key("project_id", "usage_date")
          .partitionedBy("usage_date")
          .build();

  public static final TableDefinition PROVIDER_COST_DAILY =
      table("provider_cost_daily")
          .grain("One provider, biller, route, account, kind and UTC day with a charge.")
          .required("provider", "STRING", "who made the service")
          .required("biller", "STRING", "who sends the bill")
          .required("route", "STRING", "direct, livekit-inference, livekit or self-hosted")
          .required("account", "STRING", "the biller's account")
          .required("kind", "STRING", "llm, stt, tts, webrtc…")
          .required("usage_date", "DATE", "UTC day of use")
          .required("sessions", "BIGINT", "distinct sessions")
          .required(
              "records",
              "BIGINT",
              "usage records; one that is charged on several meters counts once a meter")
          .required(
              "quantity_by_meter",
              "MAP<STRING, " + QUANTITY_SUM + ">",
              "used, in each meter's unit")
          .required("list_cost_usd", COST, "at public prices, USD")
          .required("contracted_cost_usd", COST, "at agreed prices, USD")
          .key("provider", "biller", "route", "account", "kind", "usage_date")
          .partitionedBy("usage_date")
          .build();

  public static final TableDefinition ESTIMATE_ACCURACY =
      table("estimate_accuracy")
          .grain(
              "One session whose agent sent cost updates: its last estimate against what was"
                  + " computed and billed.")
          .required("session_id", "STRING", "SID of the LiveKit room")
          .required("estimated_usd", COST, "the last cost_update, USD")
          .required("computed_usd", COST, "ai cost of the session, contracted, USD")
          .optional(
              "billed_usd",
              COST,
              "share of the ai cost's bill lines, by contracted cost, USD; null until each has a bill")
          .optional(
              "error_pct",
              COST,
              "(estimated − computed) ÷ computed × 100; null when nothing was computed")
          .required("band", "STRING", "within_2_pct, within_5_pct or beyond")
          .required("lag_seconds", "BIGINT", "from the last update to the last usage")
          .required("session_date", "DATE", "UTC day on which the session started (internal)")
          .key("session_id")
          .partitionedBy("session_date")
          .build();

  public static final TableDefinition SKU_COST_DAILY =
      table("sku_cost_daily")
          .grain(
              "The charges of one project, biller, account, route, kind, UTC day, billing day, sku, meter and rate.")
          .required("usage_date", "DATE", "UTC day of use")
          .required("billing_date", "DATE", "day of use in the biller's time zone")
          .required("project_id", "STRING", "whom the cost is charged to")
          .required("biller", "STRING", "who sends the bill")
          .required("account", "STRING", "the biller's account")
          .required("route", "STRING", "direct, livekit-inference, livekit or self-hosted")
          .required("kind", "STRING", "llm, stt, tts, webrtc…")
          .required("sku", "STRING", "the rate entry's model")
          .required("meter", "STRING", "what is counted")
          .required("rate_id", "STRING", "the price used, a row of table rate")
          .required("unit_price", UNIT_PRICE, "list price of one 'per', USD")
          .required("contracted_unit_price", UNIT_PRICE, "agreed price of one 'per', USD")
          .required("per", "BIGINT", "units of the meter that the prices are for")
          .required("effective_from", "TIMESTAMP", "from when the price held, UTC")
          .required("charges", "BIGINT", "charges in the sum: sessions, where each is one")
          .required("quantity", QUANTITY_SUM, "used, in the meter's unit")
          .required("billable_quantity", QUANTITY_SUM, "in the meter's unit")
          .required("whole_seconds", QUANTITY_SUM, "with each resource rounded up to a second")
          .required("whole_minutes", QUANTITY_SUM, "with each resource rounded up to a minute")
          .required(
              "pacific_day_before",
              QUANTITY_SUM,
              "billable part that US Pacific time puts on the day before")
          .required(
              "past_threshold",
              QUANTITY_SUM,
              "part of requests above the long-context threshold, at a tier without such a price")
          .filledWith("0")
          .required("list_cost", COST, "at public prices, USD")
          .required("contracted_cost", COST, "USD")
          .required("month", "DATE", "first day of usage_date's month")
          .key(
              "usage_date",
              "billing_date",
              "project_id",
              "biller",
              "account",
              "route",
              "kind",
              "sku",
              "meter",
              "rate_id",
              "contracted_unit_price")
          .partitionedBy("month")
          .internal()
          .build();

  private CostTables() {}
}
