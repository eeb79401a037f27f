package io.voxledger.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.voxledger.sources.spark.FileLedger;
import io.voxledger.sources.spark.FileReport;
import io.voxledger.sources.spark.LedgerEntry;
import io.voxledger.sources.spark.StagedFiles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * The quarantined lines of known files that a run reads again. The other rows of such a file were
 * taken in long ago, so only these lines of it count.
 *
 * @param lines by file; a file that was unreadable as a whole has none and is read like a new one
 */
record ReplayedLines(Map<String, Set<Long>> lines) {
  static ReplayedLines none() {
    return new ReplayedLines(Map.of());
  }

  /** The same without a file: it has another content now, and is read like a new one. */
  ReplayedLines without(String file) {
    Map<String, Set<Long>> others = new TreeMap<>(lines);
    others.remove(file);
    return new ReplayedLines(others);
  }

  boolean includes(String file) {
    return lines.containsKey(file);
  }

  /** Whether single lines of the file are read again, not the whole file. */
  boolean isByLine(String file) {
    return lines.containsKey(file) && !lines.get(file).isEmpty();
  }

  private Set<String> byLine() {
    Set<String> files = new TreeSet<>(lines.keySet());
    files.removeIf(file -> !isByLine(file));
    return files;
  }

  /** Of replayed files only the quarantined lines, of others all rows. */
  Dataset<Row> only(Dataset<Row> staged, SparkSession spark) {
    Set<String> files = byLine();
    if (files.isEmpty()) {
      return staged;
    }
    List<Row> wanted = new ArrayList<>();
    for (String file : files) {
      lines.get(file).forEach(line -> wanted.add(RowFactory.create(file, line)));
    }
    Dataset<Row> places =
        spark.createDataFrame(wanted, StructType.fromDDL("file STRING, line BIGINT"));
    Dataset<Row> again =
        staged.join(
            places,
            staged
                .col("file")
                .equalTo(places.col("file"))
                .and(staged.col("line").equalTo(places.col("line"))),
            "left_semi");
    return staged.filter(not(col("file").isInCollection(files))).union(again);
  }

  /** The entries of replayed files, and marks what is good now as resolved. */
  List<LedgerEntry> entries(
      StagedFiles staged, Dataset<Row> rows, FileLedger ledger, String runId) {
    Set<String> files = byLine();
    if (files.isEmpty()) {
      return List.of();
    }
    Map<String, Long> accepted = new HashMap<>();
    rows.filter(col("file").isInCollection(files))
        .groupBy("file")
        .agg(count(lit(1)))
        .collectAsList()
        .forEach(row -> accepted.put(row.getString(0), row.getLong(1)));
    Map<String, Set<Long>> stillBad = staged.badLines(files);
    Map<String, Set<Long>> good = new TreeMap<>();
    List<LedgerEntry> entries = new ArrayList<>();
    for (FileReport report : staged.reports()) {
      if (files.contains(report.file())) {
        Set<Long> goodLines = new HashSet<>(lines.get(report.file()));
        goodLines.removeAll(stillBad.get(report.file()));
        if (!goodLines.isEmpty()) {
          good.put(report.file(), goodLines);
        }
        LedgerEntry before = ledger.current(report.file()).orElseThrow();
        entries.add(
            before.replayed(report, goodLines.size(), accepted.getOrDefault(report.file(), 0L)));
      }
    }
    ledger.resolve(good, runId);
    return entries;
  }
}
