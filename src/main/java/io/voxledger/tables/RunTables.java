package io.voxledger.tables;

import static io.voxledger.lake.Column.COST;
import static io.voxledger.lake.TableDefinition.table;

import io.voxledger.lake.TableDefinition;

/** What the runs did, file by file and row by row. */
public final class RunTables {
  public static final TableDefinition INGESTED_FILE =
      table("ingested_file")
          .grain(
              "One content of one landed file. Rows read = accepted + duplicate + superseded +"
                  + " ignored + quarantined.")
          .required("file", "STRING", "path relative to the landing area")
          .required("content_hash", "STRING", "SHA-256 of the file's bytes")
          .required("stage", "STRING", "usage, billing or rates")
          .required("source", "STRING", "the source's folder")
          .required("bytes", "BIGINT", "size as landed")
          .required("modified_at", "TIMESTAMP", "the file's modification time, UTC")
          .optional("etag", "STRING", "the object's etag, where the store has one")
          .required("rows_read", "BIGINT", "documents or lines")
          .required("rows_accepted", "BIGINT", "used, or kept for their session")
          .required("rows_duplicate", "BIGINT", "equal to a row that is kept")
          .required("rows_superseded", "BIGINT", "replaced by another version of the same row")
          .required("rows_ignored", "MAP<STRING, BIGINT>", "not used, by reason")
          .required("rows_quarantined", "BIGINT", "set aside, see quarantine")
          .required("current", "BOOLEAN", "whether this is the file's newest content")
          .key("file", "content_hash")
          .check(
              "rows_are_conserved",
              "rows_read = rows_accepted + rows_duplicate + rows_superseded + rows_quarantined"
                  + " + aggregate(map_values(rows_ignored), 0L, (a, b) -> a + b)")
          .build();

  public static final TableDefinition QUARANTINE =
      table("quarantine")
          .grain("One row, or unreadable file, that could not be used.")
          .required("file", "STRING", "path relative to the landing area")
          .required("content_hash", "STRING", "SHA-256 of the file's bytes")
          .optional("line", "BIGINT", "physical line from 1; null for a whole file")
          .required("reason", "STRING", "reason code")
          .required("source", "STRING", "the source's folder")
          .required("detail", "STRING", "what is wrong")
          .optional("text", "STRING", "the row, masked and cut at 64 KiB")
          .required("first_run", "STRING", "the run that met it first")
          .optional("resolved_run", "STRING", "the run that read a better version of the file")
          .key("file", "content_hash", "line", "reason")
          .build();

  public static final TableDefinition RESTATEMENT =
      table("restatement")
          .grain("One change of an already published total of a project and day.")
          .required("project_id", "STRING", "whom the cost is charged to")
          .required("usage_date", "DATE", "UTC day of use")
          .required("previous_usd", COST, "total before, USD")
          .required("current_usd", COST, "total after, USD")
          .required("delta_usd", COST, "current − previous, USD")
          .required(
              "reason", "STRING", "late_usage, rate_change, superseded_usage or settings_change")
          .key("project_id", "usage_date", "run_id")
          .build();

  public static final TableDefinition RATE_CARD =
      table("rate_card")
          .grain("One content of one rate file, as it was read.")
          .required("file", "STRING", "path relative to the landing area or the settings")
          .required("content_hash", "STRING", "SHA-256 of the file's bytes")
          .required("document", "STRING", "the file's text; of a price list zipped, as text")
          .required("source", "STRING", "rate-card, fx…")
          .required("current", "BOOLEAN", "whether this is the file's newest content")
          .optional("pulled", "TIMESTAMP", "when a price list was pulled, UTC; null for others")
          .key("file", "content_hash")
          .internal()
          .build();

  public static final TableDefinition PRICED_CARD =
      table("priced_card")
          .grain("One card of an imported price list that usage was priced with.")
          .required("card_id", "STRING", "source, biller, effective time and pull")
          .required("card_digest", "STRING", "digest of all that the card says")
          .required("biller", "STRING", "whose prices they are")
          .required("effective_from", "TIMESTAMP", "from when the prices hold, UTC")
          .optional("effective_until", "TIMESTAMP", "until when, exclusive, UTC")
          .key("card_id")
          .internal()
          .build();

  public static final TableDefinition PRICED_EXCHANGE_RATE =
      table("priced_exchange_rate")
          .grain("The exchange rate of one currency and day, as usage was priced with it last.")
          .required("currency", "STRING", "ISO 4217, upper case")
          .required("rate_date", "DATE", "from which day on it is known, UTC")
          .required("usd", "STRING", "USD per unit of the currency, exactly as written")
          .key("currency", "rate_date")
          .internal()
          .build();

  public static final TableDefinition RUN =
      table("run")
          .grain("One finished run. The tables at its versions are one consistent night.")
          .required("run_id", "STRING", "sorts by start time")
          .required("command", "STRING", "nightly, ingest, price, reconcile…")
          .required("logical_date", "DATE", "the day that the run reports on")
          .required("started_at", "TIMESTAMP", "UTC")
          .required("ended_at", "TIMESTAMP", "UTC")
          .required("status", "STRING", "done, gate_broken or some_input_unreadable")
          .required("rates_known_at", "TIMESTAMP", "cards recorded later were not used, UTC")
          .required("settings_hash", "STRING", "hash of the settings that matter to money")
          .required("version", "STRING", "version of the program")
          .required("counts", "MAP<STRING, BIGINT>", "files, rows and days, by what became of them")
          .required(
              "totals_usd", "MAP<STRING, " + COST + ">", "costs of what the run recomputed, USD")
          .required(
              "table_versions",
              "MAP<STRING, BIGINT>",
              "Delta version of every table that this night consists of")
          .required("touched", "ARRAY<STRING>", "what later stages must recompute (internal)")
          .required(
              "months_hash",
              "STRING",
              "hash of the settings that matter to months alone: plans and budgets, tolerances and lags (internal)")
          .key("run_id")
          .build();

  private RunTables() {}
}
