package io.voxledger.jobs;

import static org.apache.spark.sql.functions.lit;

import io.voxledger.lake.LakeTable;
import io.voxledger.lake.TableDefinition;
import io.voxledger.sources.spark.LandedFile;
import io.voxledger.sources.spark.Landing;
import io.voxledger.tables.AllTables;
import io.voxledger.tables.BillTables;
import io.voxledger.tables.MonthTables;
import io.voxledger.tables.RunTables;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Encoders;

/**
 * Makes up for tables whose folder was deleted: everything that is derived is emptied, so that the
 * night reads the whole landing area again. What runs only remember, such as restatements, stays.
 */
final class RebuildTables {
  private static final String MARK = "_rebuild";
  private static final Set<TableDefinition> KEPT =
      Set.of(RunTables.RUN, RunTables.RESTATEMENT, BillTables.RECONCILIATION);

  private final RunContext run;
  private final Configuration hadoop;
  private final Path mark;

  RebuildTables(RunContext run) {
    this.run = run;
    this.hadoop = run.spark().sparkContext().hadoopConfiguration();
    this.mark = new Path(run.warehouse().uri(), MARK);
  }

  /** A published table is gone, and cannot be made again. */
  static final class Lost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Lost(List<String> tables, String why) {
      super(
          "%s is not as the last run published it, probably deleted; %s"
              .formatted(tables.isEmpty() ? "a table" : String.join(", ", tables), why));
    }
  }

  /**
   * The tables of which less is there than was published, those included that a run that died has
   * made again since.
   *
   * @param published the versions of the newest finished run
   * @param newest its id, if there is one
   */
  List<String> lost(Map<String, Long> published, Optional<String> newest) throws IOException {
    Predicate<LakeTable> isRemade =
        isBegun() ? table -> isMadeAfter(newest, table) : table -> false;
    return AllTables.ALL.stream()
        .filter(t -> published.containsKey(t.name()))
        .filter(
            t ->
                run.warehouse().table(t).version() < published.get(t.name())
                    || isRemade.test(run.warehouse().table(t)))
        .map(TableDefinition::name)
        .toList();
  }

  private static boolean isMadeAfter(Optional<String> newest, LakeTable table) {
    return newest.isPresent()
        && table.firstSignature().filter(run -> run.compareTo(newest.get()) > 0).isPresent();
  }

  /**
   * Makes sure that it is known what was published.
   *
   * @throws Lost when table {@code run} is gone, without which all others would count as what a
   *     dead run left, and be emptied
   */
  void requireRuns() {
    boolean isGone = run.warehouse().table(RunTables.RUN).version() < 0;
    if (isGone && AllTables.ALL.stream().anyMatch(t -> run.warehouse().table(t).version() > 0)) {
      throw new Lost(
          List.of(RunTables.RUN.name()),
          "nothing else tells what was published. Restore the table's folder from a backup, or begin a new warehouse");
    }
  }

  /**
   * Forgets about it where a run that died had begun it, and the tables were restored since; what
   * that run emptied is taken back with the rest that it left.
   */
  void endIfRestored(List<String> lost) throws IOException {
    if (lost.isEmpty() && isBegun()) {
      run.progress().warn("all tables are there again; the landing area is not read again");
      end();
    }
  }

  /** Whether a run that died had begun to do it. */
  boolean isBegun() throws IOException {
    return fs().exists(mark);
  }

  /**
   * Remembers that it is to be done, before the lost tables are made again; a run that died may
   * have begun already, and files have gone since.
   *
   * @param published the versions of the newest finished run
   * @throws Lost when not everything can be read again
   */
  void begin(List<String> lost, Map<String, Long> published, RunPlan plan) throws IOException {
    if (!plan.stages().containsAll(RunPlan.nightly().stages())) {
      throw new Lost(lost, "run `nightly`, which makes it again from the landing area");
    }
    if (isAnyMonthClosed(published)) {
      throw new Lost(
          lost,
          "it cannot be made again, because a month was closed and would change. Restore the table's folder from a backup, or begin a new warehouse");
    }
    List<String> gone = filesGone(published);
    if (!gone.isEmpty()) {
      throw new Lost(
          lost,
          "it cannot be made again, because %d files that it came from are no longer in the landing area, %s for one. Restore the table's folder from a backup, or begin a new warehouse"
              .formatted(gone.size(), gone.get(0)));
    }
    run.progress().warn(String.join(", ", lost) + " is gone; reading the landing area again");
    fs().create(mark, true).close();
  }

  /** What was closed stands in the tables alone; whether anything was, in one of them. */
  private boolean isAnyMonthClosed(Map<String, Long> published) {
    LakeTable closes = run.warehouse().table(MonthTables.MONTH_CLOSE);
    long before = published.getOrDefault(MonthTables.MONTH_CLOSE.name(), 0L);
    return before > 0 && (closes.version() < before || !closes.readAt(before).isEmpty());
  }

  private List<String> filesGone(Map<String, Long> published) throws IOException {
    LakeTable ledger = run.warehouse().table(RunTables.INGESTED_FILE);
    long version = published.getOrDefault(RunTables.INGESTED_FILE.name(), 0L);
    if (version <= 0 || ledger.version() < version) {
      return List.of();
    }
    Set<String> there = new HashSet<>();
    Landing landing = new Landing(hadoop);
    landing.list(run.settings().landing()).stream().map(LandedFile::path).forEach(there::add);
    for (String folder : run.settings().rateFolders()) {
      landing.listRates(folder).stream().map(LandedFile::path).forEach(there::add);
    }
    return ledger
        .readAt(version)
        .filter("current")
        .select("file")
        .as(Encoders.STRING())
        .collectAsList()
        .stream()
        .filter(file -> !there.contains(file))
        .sorted()
        .toList();
  }

  /** Empties what is derived. */
  void empty() {
    AllTables.ALL.stream()
        .filter(table -> !KEPT.contains(table))
        .map(run.warehouse()::table)
        .filter(table -> table.version() > 0)
        .forEach(table -> table.delete(lit(true)));
  }

  /** Forgets about it, when the run is published. */
  void end() throws IOException {
    if (isBegun()) {
      fs().delete(mark, false);
    }
  }

  private FileSystem fs() throws IOException {
    return mark.getFileSystem(hadoop);
  }
}
