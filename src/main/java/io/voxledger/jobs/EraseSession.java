package io.voxledger.jobs;

import static org.apache.spark.sql.functions.array_remove;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.get_json_object;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.uuid;

import io.voxledger.costs.spark.AnonymousCharges;
import io.voxledger.lake.DayFilter;
import io.voxledger.lake.LakeTable;
import io.voxledger.lake.TableDefinition;
import io.voxledger.lake.Warehouse;
import io.voxledger.tables.AllTables;
import io.voxledger.tables.CostTables;
import io.voxledger.tables.RunTables;
import io.voxledger.tables.UsageTables;
import io.voxledger.tables.WatchTables;
import io.voxledger.usage.Flag;
import io.voxledger.usage.UsageSource;
import io.voxledger.usage.spark.StoredRows;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * Forgets a session. Its used records become neutral records without a session, a job, a room or a
 * file; pricing their days again gives charges without a session, and every total stays. A closed
 * day is not priced again: its charges lose the session as they are.
 */
final class EraseSession {
  private static final String ERASED = "erased";
  private static final String SESSION = "session_id";

  private final RunContext run;
  private final Warehouse warehouse;
  private final String session;
  private final TreeSet<String> names = new TreeSet<>();

  EraseSession(RunContext run, String session) {
    this.run = run;
    this.warehouse = run.warehouse();
    this.session = session;
    names.add(session);
  }

  /**
   * The landed files whose stored rows are of a session, or name it in quarantine; none when it is
   * not known.
   */
  static List<String> filesOf(String session, Warehouse warehouse) {
    LakeTable records = warehouse.table(UsageTables.USAGE_RECORD);
    LakeTable events = warehouse.table(UsageTables.SESSION_EVENT);
    LakeTable quarantine = warehouse.table(RunTables.QUARANTINE);
    if (Stream.of(records, events, quarantine).anyMatch(table -> table.version() < 0)) {
      return List.of();
    }
    return records
        .read()
        .filter(col(SESSION).equalTo(session))
        .select("file")
        .union(events.read().filter(col(SESSION).equalTo(session)).select("file"))
        .union(quarantine.read().filter(naming(names(session, warehouse))).select("file"))
        .distinct()
        .orderBy("file")
        .as(Encoders.STRING())
        .collectAsList();
  }

  /** Its SID, and the jobs that say they served it. */
  private static Set<String> names(String session, Warehouse warehouse) {
    Dataset<Row> records = warehouse.table(UsageTables.USAGE_RECORD).read();
    Dataset<Row> events = warehouse.table(UsageTables.SESSION_EVENT).read();
    Column isOwn = col(SESSION).equalTo(session);
    TreeSet<String> names = new TreeSet<>(Set.of(session));
    records
        .filter(isOwn)
        .select("job_id")
        .union(events.filter(isOwn).select(get_json_object(col("document"), "$.job_id")))
        .distinct()
        .filter("length(job_id) > 0")
        .as(Encoders.STRING())
        .collectAsList()
        .forEach(names::add);
    return names;
  }

  /** Cuts the session's usage off from it; gives the days that must be priced again. */
  Touched makeAnonymous() {
    run.progress().stage("erasing a session");
    names.addAll(names(session, warehouse));
    LakeTable records = warehouse.table(UsageTables.USAGE_RECORD);
    Dataset<Row> id = id(SESSION);
    List<LocalDate> days = new StoredRows(warehouse).daysOfSessions(id);
    Dataset<Row> own =
        records
            .readAt(records.version())
            .filter(DayFilter.in("usage_date", days))
            .filter(col(SESSION).equalTo(session));
    Touched touched = Touched.nothing();
    own.select("usage_date")
        .distinct()
        .as(Encoders.LOCALDATE())
        .collectAsList()
        .forEach(day -> touched.usageDay(day, Touched.SUPERSEDED_USAGE));
    warehouse.table(UsageTables.SESSION_EVENT).deleteMatching(days, id);
    records.append(anonymous(own));
    records.deleteMatching(days, id);
    return touched;
  }

  /** A neutral record is settled alone, as what it says of itself. */
  private Dataset<Row> anonymous(Dataset<Row> own) {
    Map<String, Column> without =
        Map.ofEntries(
            Map.entry("source", lit(UsageSource.USAGE_RECORD.folder())),
            Map.entry("usage_id", concat(lit(ERASED + "-"), uuid())),
            Map.entry("file", lit(ERASED)),
            Map.entry("line", lit(0L)),
            Map.entry("content_hash", lit("")),
            Map.entry("digest", lit("")),
            Map.entry("recency", lit(0L)),
            Map.entry("flags", array_remove(col("flags"), Flag.SEVERAL_PROJECTS.code())),
            Map.entry("reported", asReported()),
            Map.entry("run_id", lit(run.runId())));
    Dataset<Row> records = own.filter("standing = 'used'").withColumns(without);
    for (String column : List.of(SESSION, "job_id", "room", "tie_text")) {
      records = records.withColumn(column, lit(null).cast("string"));
    }
    return records;
  }

  private static Column asReported() {
    return struct(
        col("provider"),
        col("biller"),
        col("route"),
        col("project_id"),
        lit(null).cast("string").as("folder_project"),
        col("account"));
  }

  /** Removes what pricing has not removed: rows, places, and text that names the session. */
  void removeTheRest() {
    Column isOwn = col(SESSION).equalTo(session);
    new AnonymousCharges(warehouse.table(CostTables.CHARGE)).of(isOwn);
    for (TableDefinition table : AllTables.ALL) {
      if (table.columns().stream().anyMatch(column -> column.name().equals(SESSION))
          && !warehouse.table(table).read().filter(isOwn).isEmpty()) {
        warehouse.table(table).deleteMatching(id(SESSION));
      }
    }
    warehouse
        .table(WatchTables.BUDGET_STATUS)
        .deleteMatching(id("id").withColumn("scope", lit("session")));
    Dataset<Row> hash = id(SESSION).select(StoredRows.sessionHash(col(SESSION)).as("key_hash"));
    warehouse.table(UsageTables.ROW_LOCATOR).deleteMatching(hash);
    eraseFromQuarantine();
  }

  private void eraseFromQuarantine() {
    LakeTable quarantine = warehouse.table(RunTables.QUARANTINE);
    Dataset<Row> naming =
        quarantine
            .readAt(quarantine.version())
            .filter(naming(names))
            .select("file", "line", "detail", "text")
            .distinct(); // one document may have several bad lines of one reason
    quarantine.updateMatching(
        naming, Map.of("text", lit(null).cast("string"), "detail", lit(ERASED)));
  }

  /**
   * The session as a row to match. A condition with its SID in it would stand in the table's log
   * for as long as that is kept.
   */
  private Dataset<Row> id(String column) {
    return run.spark().createDataset(List.of(session), Encoders.STRING()).toDF(column);
  }

  /** Rows of quarantine that say one of the names; {@code RM_12} does not say {@code RM_1}. */
  private static Column naming(Set<String> names) {
    Column named = lit(false);
    for (String name : names) {
      String whole = "(?<![A-Za-z0-9_-])" + Pattern.quote(name) + "(?![A-Za-z0-9_-])";
      named = named.or(col("text").rlike(whole)).or(col("detail").rlike(whole));
    }
    return named;
  }
}
