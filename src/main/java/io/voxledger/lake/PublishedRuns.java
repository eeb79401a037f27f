package io.voxledger.lake;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/**
 * Which versions of the tables are published. A run writes one table after the other and its own
 * row, with the version of each, last; what a run that died has left in between is rolled back
 * before the next run begins.
 */
public final class PublishedRuns {
  private final LakeTable runs;
  private final Collection<LakeTable> tables;
  private final Optional<Row> newest;
  private final Set<LakeTable> settled = new HashSet<>();

  /**
   * @param tables all tables but {@code run}
   */
  public PublishedRuns(LakeTable runs, Collection<LakeTable> tables) {
    this.runs = runs;
    this.tables = tables;
    this.newest = newest(runs);
  }

  private static Optional<Row> newest(LakeTable runs) {
    return runs.version() <= 0
        ? Optional.empty()
        : runs.read().orderBy(col("run_id").desc()).limit(1).collectAsList().stream().findFirst();
  }

  /** The newest finished run when this was made. */
  public Optional<Row> newest() {
    return newest;
  }

  /**
   * Makes every table what the newest finished run published. What another program has packed anew
   * without a change of rows stays: it may have deleted the files that were there before.
   *
   * @return how many tables a dead run had left changed
   */
  public int rollBackUnpublished() {
    Map<String, Long> published = published();
    List<Runnable> restoring = new ArrayList<>();
    for (LakeTable table : tables) {
      long wanted = published.getOrDefault(table.definition().name(), 0L);
      if (table.version() > wanted) {
        settled.add(table);
        if (table.isOtherThanAt(wanted)) {
          restoring.add(() -> table.restore(wanted));
        }
      }
    }
    if (!restoring.isEmpty()) {
      AtOnce.run(runs.spark(), restoring.toArray(Runnable[]::new));
    }
    return restoring.size();
  }

  /** The versions that the newest finished run published, by table. */
  public Map<String, Long> published() {
    return newest()
        .map(run -> run.<String, Long>getJavaMap(run.fieldIndex("table_versions")))
        .orElse(Map.of());
  }

  /**
   * The tables that somebody else has written to since the newest finished run, but for what was
   * there when this run began: a run that slept while its lease expired, or another program.
   *
   * @param runId the run that signed its own commits
   */
  public List<String> writtenByOthers(String runId) {
    Map<String, Long> published = published();
    return tables.stream()
        .filter(
            table -> {
              long since = published.getOrDefault(table.definition().name(), 0L);
              Stream<Boolean> isOwn = table.log().signatures(since).map(runId::equals);
              return (settled.contains(table) ? isOwn.dropWhile(own -> !own) : isOwn)
                  .anyMatch(own -> !own);
            })
        .map(table -> table.definition().name())
        .toList();
  }

  /** The tables that a run at work, or a dead one, has changed since the newest finished run. */
  public List<String> unpublished() {
    Map<String, Long> published = published();
    return tables.stream()
        .filter(t -> t.version() > published.getOrDefault(t.definition().name(), 0L))
        .map(table -> table.definition().name())
        .toList();
  }

  /** The version of every table now. */
  public Map<String, Long> versions() {
    Map<String, Long> versions = new HashMap<>();
    tables.forEach(table -> versions.put(table.definition().name(), table.version()));
    return versions;
  }
}
