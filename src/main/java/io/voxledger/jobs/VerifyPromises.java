package io.voxledger.jobs;

import io.voxledger.lake.DayFilter;
import io.voxledger.lake.Keys;
import io.voxledger.lake.SqlFile;
import io.voxledger.lake.TableDefinition;
import io.voxledger.reconciliation.ReconciliationRow;
import io.voxledger.sources.spark.LedgerEntry;
import io.voxledger.tables.CostTables;
import io.voxledger.tables.UsageTables;
import io.voxledger.usage.spark.StoredRows;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Holds a run to what Voxledger promises, on everything that the run wrote, before it publishes.
 * What it did not touch was held to the same when it was written.
 */
final class VerifyPromises {
  private final RunContext run;
  private final List<String> broken = new ArrayList<>();
  private long sessionsWithoutUsage;

  VerifyPromises(RunContext run) {
    this.run = run;
  }

  /** A promise that does not hold: nothing is published, and it is a bug of ours. */
  static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Broken(List<String> broken) {
      super(
          "the run broke its own promises and published nothing: "
              + String.join("; ", broken)
              + ". This is a defect of Voxledger; please report it with these lines");
    }
  }

  /** Every row of every file that was read is accounted for. */
  void rowsAreConserved(Collection<LedgerEntry> entries) {
    for (LedgerEntry entry : entries) {
      if (!entry.isConserved()) {
        broken.add("rows of " + entry.file() + " do not add up: " + entry);
      }
    }
  }

  /**
   * Charges, session costs, project costs and provider costs of the days agree to the last digit,
   * and every used record is either charged or unpriced.
   *
   * @return the totals, by what was summed
   */
  Map<String, BigDecimal> costsAgree(Collection<LocalDate> days) {
    Map<String, BigDecimal> totals = new TreeMap<>();
    if (days.isEmpty()) {
      return totals;
    }
    String ofDays = DayFilter.in("usage_date", days);
    Row sums =
        SqlFile.of("promises")
            .run(
                run.spark(),
                Map.of(
                    "charge", read(CostTables.CHARGE, ofDays),
                    "session_charge", sessionCharges(ofDays),
                    "session_cost", sessionCosts(ofDays),
                    "project_cost_daily", read(CostTables.PROJECT_COST_DAILY, ofDays),
                    "provider_cost_daily", read(CostTables.PROVIDER_COST_DAILY, ofDays),
                    "sku_cost_daily", read(CostTables.SKU_COST_DAILY, ofDays),
                    "usage_record", read(UsageTables.USAGE_RECORD, ofDays),
                    "unpriced_usage", read(CostTables.UNPRICED_USAGE, ofDays)))
            .first();
    same("project costs", sums, "charged", "by_project");
    same("provider costs", sums, "charged", "by_provider");
    same("costs by sku", sums, "charged", "by_sku");
    same("session costs", sums, "charged_to_sessions", "by_session");
    if (sums.<Long>getAs("forgotten") > 0) {
      broken.add(
          sums.getAs("forgotten")
              + " models were used on a day and are neither charged nor unpriced");
    }
    sessionsWithoutUsage = sums.getAs("sessions_without_usage");
    totals.put("contracted_cost", sums.getAs("charged"));
    totals.put("list_cost", sums.getAs("listed"));
    return totals;
  }

  /**
   * How many of the sessions that were checked have connections, and no usage that an agent told.
   */
  long sessionsWithoutUsage() {
    return sessionsWithoutUsage;
  }

  private Dataset<Row> read(TableDefinition table, String condition) {
    return run.warehouse().table(table).read().filter(condition);
  }

  /** All charges of the sessions that have a charge on the days, whatever their day. */
  private Dataset<Row> sessionCharges(String ofDays) {
    return ofSessions(CostTables.CHARGE, ofDays);
  }

  private Dataset<Row> sessionCosts(String ofDays) {
    return ofSessions(CostTables.SESSION_COST, ofDays);
  }

  private Dataset<Row> ofSessions(TableDefinition table, String ofDays) {
    Dataset<Row> sessions = sessions(ofDays);
    List<LocalDate> days = new StoredRows(run.warehouse()).daysOfSessions(sessions);
    return Keys.among(run.warehouse().table(table).ofDays(days), sessions, "session_id");
  }

  /**
   * Sessions with usage on the days, and those that say they began then: nothing outlives usage.
   */
  private Dataset<Row> sessions(String ofDays) {
    Dataset<Row> begun =
        run.warehouse()
            .table(CostTables.SESSION_COST)
            .read()
            .withColumnRenamed("session_date", "usage_date")
            .filter(ofDays)
            .select("session_id");
    return read(CostTables.SESSION_DAY, ofDays).select("session_id").union(begun).distinct();
  }

  private void same(String what, Row sums, String left, String right) {
    BigDecimal expected = sums.getAs(left);
    BigDecimal found = sums.getAs(right);
    if (expected.compareTo(found) != 0) {
      broken.add(what + " are " + found + " USD, charges " + expected + " USD");
    }
  }

  /** Every variance is the sum of its components, exactly. */
  VerifyPromises variancesAddUp(Collection<ReconciliationRow> rows) {
    for (ReconciliationRow row : rows) {
      if (row.components().total().compareTo(row.variance()) != 0) {
        broken.add("components of " + row.key() + " do not sum up to its variance");
      }
    }
    return this;
  }

  /** Refuses to go on when a promise is broken. */
  void orFail() {
    if (!broken.isEmpty()) {
      throw new Broken(broken);
    }
  }
}
