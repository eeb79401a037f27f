package io.voxledger.sources.spark;

import static org.apache.spark.sql.functions.col;

import io.voxledger.lake.LakeTable;
import io.voxledger.lake.Warehouse;
import io.voxledger.tables.RunTables;
import io.voxledger.usage.spark.RowTally;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/**
 * Every content of every landed file that was read, with what became of its rows. It tells new
 * files from known ones without opening them, and holds the job to account: rows read = accepted +
 * duplicate + superseded + ignored + quarantined.
 */
public final class FileLedger {
  private final SparkSession spark;
  private final LakeTable table;
  private final LakeTable quarantine;
  private final Map<String, LedgerEntry> current = new HashMap<>();

  public FileLedger(Warehouse warehouse) {
    this.spark = warehouse.spark();
    this.table = warehouse.table(RunTables.INGESTED_FILE);
    this.quarantine = warehouse.table(RunTables.QUARANTINE);
    if (table.version() > 0) {
      table.read().filter("current").collectAsList().stream()
          .map(LedgerEntry::of)
          .forEach(entry -> current.put(entry.file(), entry));
    }
  }

  /** The files that are new, or whose size, etag or time changed. */
  public List<LandedFile> notKnown(Collection<LandedFile> listed) {
    return listed.stream()
        .filter(
            file ->
                !Optional.ofNullable(current.get(file.path()))
                    .filter(e -> e.isSameListing(file))
                    .isPresent())
        .toList();
  }

  /**
   * Unresolved quarantine entries of files as they are now: the lines by file; none for a whole
   * file.
   */
  public Map<String, Set<Long>> unresolved() {
    Map<String, Set<Long>> lines = new TreeMap<>();
    if (quarantine.version() > 0) {
      for (Row row :
          quarantine
              .read()
              .filter("resolved_run IS NULL")
              .select("file", "content_hash", "line")
              .collectAsList()) {
        String file = row.getAs("file");
        if (isKnownContent(file, row.getAs("content_hash"))) {
          Set<Long> ofFile = lines.computeIfAbsent(file, f -> new TreeSet<>());
          Optional.<Long>ofNullable(row.getAs("line")).ifPresent(ofFile::add);
        }
      }
    }
    return lines;
  }

  /**
   * Marks quarantine entries of files, by line, that are good now; a whole file's entry has no
   * line.
   */
  public void resolve(Map<String, Set<Long>> lines, String runId) {
    List<Row> resolved =
        quarantine
            .read()
            .filter(col("resolved_run").isNull().and(col("file").isInCollection(lines.keySet())))
            .collectAsList()
            .stream()
            .filter(row -> isAmong(row, lines))
            .map(row -> resolved(row, runId))
            .toList();
    if (!resolved.isEmpty()) {
      quarantine.upsert(spark.createDataFrame(resolved, RunTables.QUARANTINE.schema()));
    }
  }

  private static boolean isAmong(Row row, Map<String, Set<Long>> lines) {
    Long line = row.getAs("line");
    Set<Long> ofFile = lines.get(row.<String>getAs("file"));
    return line == null ? ofFile.isEmpty() : ofFile.contains(line);
  }

  /** What is known of a file's newest content. */
  public Optional<LedgerEntry> current(String file) {
    return Optional.ofNullable(current.get(file));
  }

  /** Whether the file was read before with that content. */
  public boolean isKnownContent(String file, String contentHash) {
    return current(file).filter(entry -> entry.contentHash().equals(contentHash)).isPresent();
  }

  /**
   * Writes what a run read and counted.
   *
   * @param read files that this run read
   * @param relisted known contents whose listing changed
   * @param tallies counts of these and of older files
   * @return the entries written, for the promise that rows are conserved
   */
  public List<LedgerEntry> record(
      List<LedgerEntry> read,
      List<LandedFile> relisted,
      Map<RowTally.FileContent, RowTally.Counts> tallies,
      String runId) {
    Map<RowTally.FileContent, LedgerEntry> changed = new HashMap<>();
    for (LandedFile file : relisted) {
      LedgerEntry known = current.get(file.path());
      put(changed, known.relisted(file));
    }
    for (LedgerEntry entry : read) {
      LedgerEntry before = current.get(entry.file());
      if (before != null) {
        put(changed, before.replaced());
      }
      put(changed, entry);
    }
    older(tallies.keySet(), changed).forEach(entry -> put(changed, entry));
    tallies.forEach((file, counts) -> changed.computeIfPresent(file, (f, e) -> e.plus(counts)));
    if (!changed.isEmpty()) {
      List<Row> rows = changed.values().stream().map(entry -> entry.toRow(runId)).toList();
      table.upsert(spark.createDataFrame(rows, RunTables.INGESTED_FILE.schema()).coalesce(1));
      resolveQuarantine(read, runId);
    }
    return List.copyOf(changed.values());
  }

  private static void put(Map<RowTally.FileContent, LedgerEntry> changed, LedgerEntry entry) {
    changed.put(new RowTally.FileContent(entry.file(), entry.contentHash()), entry);
  }

  /** Entries of files that an earlier run read and some of whose rows were replaced now. */
  private List<LedgerEntry> older(
      Set<RowTally.FileContent> tallied, Map<RowTally.FileContent, LedgerEntry> changed) {
    List<LedgerEntry> older = new ArrayList<>();
    List<RowTally.FileContent> missing =
        tallied.stream().filter(file -> !changed.containsKey(file)).toList();
    if (!missing.isEmpty()) {
      Set<String> hashes =
          missing.stream().map(RowTally.FileContent::contentHash).collect(Collectors.toSet());
      table.read().filter(col("content_hash").isInCollection(hashes)).collectAsList().stream()
          .map(LedgerEntry::of)
          .filter(e -> missing.contains(new RowTally.FileContent(e.file(), e.contentHash())))
          .forEach(older::add);
    }
    return older;
  }

  /** A new content of a file resolves what was wrong with the old one. */
  private void resolveQuarantine(List<LedgerEntry> read, String runId) {
    List<String> replaced =
        read.stream().map(LedgerEntry::file).filter(current::containsKey).toList();
    if (replaced.isEmpty() || quarantine.version() == 0) {
      return;
    }
    Map<String, String> hashes =
        read.stream().collect(Collectors.toMap(LedgerEntry::file, LedgerEntry::contentHash));
    List<Row> resolved =
        quarantine
            .read()
            .filter(col("file").isInCollection(replaced).and(col("resolved_run").isNull()))
            .collectAsList()
            .stream()
            .filter(row -> !hashes.get(row.<String>getAs("file")).equals(row.getAs("content_hash")))
            .map(row -> resolved(row, runId))
            .toList();
    if (!resolved.isEmpty()) {
      quarantine.upsert(spark.createDataFrame(resolved, RunTables.QUARANTINE.schema()));
    }
  }

  private static Row resolved(Row row, String runId) {
    Object[] values = new Object[row.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.get(i);
    }
    values[row.fieldIndex("resolved_run")] = runId;
    return RowFactory.create(values);
  }
}
