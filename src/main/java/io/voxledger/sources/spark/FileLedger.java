package io.voxledger.sources.spark;

import static org.apache.spark.sql.functions.col;

import io.voxledger.lake.LakeTable;
import io.voxledger.lake.Warehouse;
import io.voxledger.tables.RunTables;
import io.voxledger.usage.spark.RowTally;
import java.time.Instant;
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
  private final Map<String, Entry> current = new HashMap<>();

  /** A content of a file and its counts. */
  public record Entry(
      String file,
      String contentHash,
      String stage,
      String source,
      long bytes,
      Instant modifiedAt,
      Optional<String> etag,
      long rowsRead,
      long accepted,
      long duplicate,
      long superseded,
      Map<String, Long> ignored,
      long quarantined,
      boolean isCurrent) {

    /** The entry of a file that has just been read; its rows are not yet compared. */
    public static Entry of(LandedFile file, FileReport report) {
      return new Entry(
          file.path(),
          report.contentHash(),
          file.place().stage().folder(),
          file.place().source(),
          file.bytes(),
          file.modifiedAt(),
          file.etag(),
          report.rows(),
          0,
          0,
          0,
          report.ignored(),
          report.quarantined(),
          true);
    }

    /** The same with counts of rows that were compared. */
    public Entry plus(RowTally.Counts counts) {
      return withCounts(
          accepted + counts.accepted(),
          duplicate + counts.duplicate(),
          superseded + counts.superseded(),
          isCurrent);
    }

    /**
     * The same after some of its quarantined rows were read again.
     *
     * @param again what reading the whole file came to this time
     * @param good quarantined rows that are good now, used or not
     * @param accepted those of them that are used
     */
    public Entry replayed(FileReport again, long good, long accepted) {
      Map<String, Long> ignoredNow = new TreeMap<>(ignored);
      if (good > accepted) { // which of the reasons it was shows in the file's counts
        String reason =
            again.ignored().entrySet().stream()
                .filter(e -> e.getValue() > ignored.getOrDefault(e.getKey(), 0L))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("not_billable");
        ignoredNow.merge(reason, good - accepted, Long::sum);
      }
      return new Entry(
          file,
          contentHash,
          stage,
          source,
          bytes,
          modifiedAt,
          etag,
          rowsRead,
          this.accepted,
          duplicate,
          superseded,
          ignoredNow,
          quarantined - good,
          isCurrent);
    }

    /** The same with all rows that are neither ignored nor quarantined accepted. */
    public Entry allAccepted() {
      return withCounts(rowsRead - quarantined - ignoredRows(), 0, 0, isCurrent);
    }

    Entry replaced() {
      return withCounts(accepted, duplicate, superseded, false);
    }

    private Entry withCounts(long newAccepted, long dup, long sup, boolean now) {
      return new Entry(
          file,
          contentHash,
          stage,
          source,
          bytes,
          modifiedAt,
          etag,
          rowsRead,
          newAccepted,
          dup,
          sup,
          ignored,
          quarantined,
          now);
    }

    private long ignoredRows() {
      return ignored.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Whether every row that was read is accounted for. */
    public boolean isConserved() {
      return rowsRead == accepted + duplicate + superseded + ignoredRows() + quarantined;
    }

    boolean isSameListing(LandedFile listed) {
      boolean sameVersion =
          etag.isPresent() && listed.etag().isPresent()
              ? etag.equals(listed.etag())
              : modifiedAt.equals(listed.modifiedAt());
      return bytes == listed.bytes() && sameVersion;
    }
  }

  public FileLedger(Warehouse warehouse) {
    this.spark = warehouse.spark();
    this.table = warehouse.table(RunTables.INGESTED_FILE);
    this.quarantine = warehouse.table(RunTables.QUARANTINE);
    if (table.version() > 0) {
      table.read().filter("current").collectAsList().stream()
          .map(FileLedger::entry)
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
      for (Row row : quarantine.read().filter("resolved_run IS NULL").collectAsList()) {
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
  public Optional<Entry> current(String file) {
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
  public List<Entry> record(
      List<Entry> read,
      List<LandedFile> relisted,
      Map<RowTally.FileContent, RowTally.Counts> tallies,
      String runId) {
    Map<RowTally.FileContent, Entry> changed = new HashMap<>();
    for (LandedFile file : relisted) {
      Entry known = current.get(file.path());
      put(changed, relisted(known, file));
    }
    for (Entry entry : read) {
      Entry before = current.get(entry.file());
      if (before != null) {
        put(changed, before.replaced());
      }
      put(changed, entry);
    }
    older(tallies.keySet(), changed).forEach(entry -> put(changed, entry));
    tallies.forEach((file, counts) -> changed.computeIfPresent(file, (f, e) -> e.plus(counts)));
    if (!changed.isEmpty()) {
      List<Row> rows = changed.values().stream().map(entry -> row(entry, runId)).toList();
      table.upsert(spark.createDataFrame(rows, RunTables.INGESTED_FILE.schema()).coalesce(1));
      resolveQuarantine(read, runId);
    }
    return List.copyOf(changed.values());
  }

  private static void put(Map<RowTally.FileContent, Entry> changed, Entry entry) {
    changed.put(new RowTally.FileContent(entry.file(), entry.contentHash()), entry);
  }

  private static Entry relisted(Entry known, LandedFile file) {
    return new Entry(
        known.file(),
        known.contentHash(),
        known.stage(),
        known.source(),
        file.bytes(),
        file.modifiedAt(),
        file.etag(),
        known.rowsRead(),
        known.accepted(),
        known.duplicate(),
        known.superseded(),
        known.ignored(),
        known.quarantined(),
        true);
  }

  /** Entries of files that an earlier run read and some of whose rows were replaced now. */
  private List<Entry> older(
      Set<RowTally.FileContent> tallied, Map<RowTally.FileContent, Entry> changed) {
    List<Entry> older = new ArrayList<>();
    List<RowTally.FileContent> missing =
        tallied.stream().filter(file -> !changed.containsKey(file)).toList();
    if (!missing.isEmpty()) {
      Set<String> hashes =
          missing.stream().map(RowTally.FileContent::contentHash).collect(Collectors.toSet());
      table.read().filter(col("content_hash").isInCollection(hashes)).collectAsList().stream()
          .map(FileLedger::entry)
          .filter(e -> missing.contains(new RowTally.FileContent(e.file(), e.contentHash())))
          .forEach(older::add);
    }
    return older;
  }

  /** A new content of a file resolves what was wrong with the old one. */
  private void resolveQuarantine(List<Entry> read, String runId) {
    List<String> replaced = read.stream().map(Entry::file).filter(current::containsKey).toList();
    if (replaced.isEmpty() || quarantine.version() == 0) {
      return;
    }
    Map<String, String> hashes =
        read.stream().collect(Collectors.toMap(Entry::file, Entry::contentHash));
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

  private static Entry entry(Row row) {
    Map<String, Long> ignored =
        new TreeMap<>(row.<String, Long>getJavaMap(row.fieldIndex("rows_ignored")));
    return new Entry(
        row.getAs("file"),
        row.getAs("content_hash"),
        row.getAs("stage"),
        row.getAs("source"),
        row.getAs("bytes"),
        row.getAs("modified_at"),
        Optional.ofNullable(row.getAs("etag")),
        row.getAs("rows_read"),
        row.getAs("rows_accepted"),
        row.getAs("rows_duplicate"),
        row.getAs("rows_superseded"),
        ignored,
        row.getAs("rows_quarantined"),
        row.getAs("current"));
  }

  private static Row row(Entry entry, String runId) {
    return RowFactory.create(
        entry.file(),
        entry.contentHash(),
        entry.stage(),
        entry.source(),
        entry.bytes(),
        entry.modifiedAt(),
        entry.etag().orElse(null),
        entry.rowsRead(),
        entry.accepted(),
        entry.duplicate(),
        entry.superseded(),
        entry.ignored(),
        entry.quarantined(),
        entry.isCurrent(),
        runId);
  }
}
