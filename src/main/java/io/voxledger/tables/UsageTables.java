package io.voxledger.tables;

import static io.voxledger.lake.Column.QUANTITY;
import static io.voxledger.lake.Column.QUANTITY_SUM;
import static io.voxledger.lake.TableDefinition.table;

import io.voxledger.lake.TableDefinition;

/** What was used, and what the job remembers of rows that wait for another night. */
public final class UsageTables {
  public static final String REPORTED =
      "STRUCT<provider: STRING, biller: STRING, route: STRING, project_id: STRING, "
          + "folder_project: STRING, account: STRING>";

  public static final TableDefinition USAGE_RECORD =
      table("usage_record")
          .grain("One accepted record of usage, used or shadowed: what one source reported once.")
          .required("source", "STRING", "folder of the landing area that the row came from")
          .required(
              "usage_id",
              "STRING",
              "identity of the row, with item number and kind where a row gives several")
          .required(
              "file",
              "STRING",
              "file of the row that completed the record, relative to the landing area")
          .required("line", "BIGINT", "physical line from 1 of that row")
          .optional(
              "session_id",
              "STRING",
              "SID of the LiveKit room (RM_…); null for usage without a session")
          .optional("job_id", "STRING", "LiveKit agent job (AJ_…), where the source tells it")
          .required(
              "project_id",
              "STRING",
              "whom the cost is charged to; 'unassigned' when nothing names it")
          .optional("room", "STRING", "name of the room, where the source tells it")
          .required("kind", "STRING", "llm, stt, tts, webrtc, agent, sip, egress, ingress, data…")
          .required("provider", "STRING", "who made the service, after aliases")
          .required("route", "STRING", "direct, livekit-inference, livekit or self-hosted")
          .required("biller", "STRING", "who sends the bill for it")
          .required("account", "STRING", "the biller's account")
          .required("model", "STRING", "model or LiveKit resource, as reported")
          .optional("service_tier", "STRING", "service tier as reported")
          .optional("region", "STRING", "region as reported")
          .required("used_at", "TIMESTAMP", "time of use, UTC, microseconds")
          .required("usage_date", "DATE", "UTC day of used_at")
          .optional(
              "context_tokens",
              "BIGINT",
              "all input tokens of this one request, cached included; null when not known")
          .required(
              "quantities",
              "MAP<STRING, " + QUANTITY + ">",
              "disjoint quantities by meter, in the meter's unit")
          .required("standing", "STRING", "used, or shadowed by another source of the same usage")
          .required("flags", "ARRAY<STRING>", "what was assumed about the record, sorted")
          .required("content_hash", "STRING", "hash of the file's bytes (internal)")
          .required(
              "recency",
              "BIGINT",
              "what the newest of several versions of a row is told by (internal)")
          .required("digest", "STRING", "digest of the row's canonical JSON (internal)")
          .optional(
              "tie_text",
              "STRING",
              "what decides between versions of equal recency and time (internal)")
          .optional(
              "reported", REPORTED, "names as reported, before aliases and settings (internal)")
          .key("source", "usage_id")
          .partitionedBy("usage_date")
          .check("standing_is_known", "standing IN ('used', 'shadowed')")
          .build();

  public static final TableDefinition SESSION_EVENT =
      table("session_event")
          .grain(
              "One row whose meaning depends on other rows of its session: webhook event, report, analytics pull, cost update.")
          .required("source", "STRING", "folder of the landing area that the row came from")
          .required("identity", "STRING", "what versions of one row have in common")
          .required("file", "STRING", "file of the row, relative to the landing area")
          .required("line", "BIGINT", "physical line from 1")
          .optional(
              "session_id", "STRING", "SID of the LiveKit room; null when the event carries none")
          .required("event_at", "TIMESTAMP", "the row's time of use, UTC")
          .required("event_date", "DATE", "UTC day of event_at")
          .required("document", "STRING", "the row as parsed, as JSON, without personal data")
          .required("content_hash", "STRING", "hash of the file's bytes (internal)")
          .required(
              "recency",
              "BIGINT",
              "what the newest of several versions of a row is told by (internal)")
          .required("digest", "STRING", "digest of the row's canonical JSON (internal)")
          .key("source", "identity")
          .partitionedBy("event_date")
          .build();

  public static final TableDefinition ROW_LOCATOR =
      table("row_locator")
          .grain(
              "One day on which rows of a session, or of an identity that is not bound to a session, are stored.")
          .required("key_hash", "BIGINT", "hash of the session, or of source and identity")
          .required("stored_date", "DATE", "usage_date or event_date of the rows")
          .key("key_hash", "stored_date")
          .internal()
          .build();

  public static final TableDefinition USAGE_AGREEMENT =
      table("usage_agreement")
          .grain("One usage of a session that two sources reported, compared meter by meter.")
          .required("session_id", "STRING", "SID of the LiveKit room")
          .optional("job_id", "STRING", "agent job, where every record of the usage has one")
          .required("kind", "STRING", "llm, stt, tts…")
          .required("provider", "STRING", "who made the service")
          .required("model", "STRING", "model in lower case, without a trailing date")
          .required("meter", "STRING", "what is counted")
          .required("used_source", "STRING", "the source whose records count")
          .required("used_quantity", QUANTITY_SUM, "sum over its records, in the meter's unit")
          .required("other_source", "STRING", "the source whose records are shadowed")
          .required("other_quantity", QUANTITY_SUM, "sum over its records, in the meter's unit")
          .required("difference", QUANTITY_SUM, "other − used, in the meter's unit")
          .required(
              "flags",
              "ARRAY<STRING>",
              "shadow_larger where the shadowed source reports more: lost telemetry")
          .required("session_date", "DATE", "first UTC day of the usage (internal)")
          .key("session_id", "job_id", "kind", "provider", "model", "meter", "other_source")
          .partitionedBy("session_date")
          .build();

  private UsageTables() {}
}
