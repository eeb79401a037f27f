package io.voxledger.sources.spark;

import io.voxledger.usage.spark.RowTally;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * A content of a landed file and what became of its rows; a row of {@code ingested_file}.
 *
 * @param isCurrent whether this is the file's newest content
 */
public record LedgerEntry(
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
  public static LedgerEntry of(LandedFile file, FileReport report) {
    return new LedgerEntry(
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
  public LedgerEntry plus(RowTally.Counts counts) {
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
  public LedgerEntry replayed(FileReport again, long good, long accepted) {
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
    return new LedgerEntry(
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
  public LedgerEntry allAccepted() {
    return withCounts(rowsRead - quarantined - ignoredRows(), 0, 0, isCurrent);
  }

  LedgerEntry replaced() {
    return withCounts(accepted, duplicate, superseded, false);
  }

  private LedgerEntry withCounts(long newAccepted, long dup, long sup, boolean now) {
    return new LedgerEntry(
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

  /** The same content, as a listing shows the file now. */
  LedgerEntry relisted(LandedFile listed) {
    return new LedgerEntry(
        file,
        contentHash,
        stage,
        source,
        listed.bytes(),
        listed.modifiedAt(),
        listed.etag(),
        rowsRead,
        accepted,
        duplicate,
        superseded,
        ignored,
        quarantined,
        isCurrent);
  }

  /** The entry of a row of {@code ingested_file}. */
  static LedgerEntry of(Row row) {
    Map<String, Long> ignored =
        new TreeMap<>(row.<String, Long>getJavaMap(row.fieldIndex("rows_ignored")));
    return new LedgerEntry(
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

  /** The row of {@code ingested_file}. */
  Row toRow(String runId) {
    return RowFactory.create(
        file,
        contentHash,
        stage,
        source,
        bytes,
        modifiedAt,
        etag.orElse(null),
        rowsRead,
        accepted,
        duplicate,
        superseded,
        ignored,
        quarantined,
        isCurrent,
        runId);
  }
}
