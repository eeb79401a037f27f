package io.voxledger.jobs;

import io.voxledger.lake.PublishedTables;
import io.voxledger.lake.Warehouse;
import org.apache.spark.sql.Row;

/** What the newest finished run published, for commands that only read. */
final class NewestRun {
  private NewestRun() {}

  /**
   * Its row in {@code run}.
   *
   * @throws Voxledger.NothingToShow when no run has finished there yet
   */
  static Row of(Warehouse warehouse) {
    return NightlyRun.publishedRuns(warehouse)
        .newest()
        .orElseThrow(
            () ->
                new Voxledger.NothingToShow(
                    warehouse.uri()
                        + " has no finished run; run `nightly` first, or name another warehouse"
                        + " with --warehouse"));
  }

  /** The tables as it published them. */
  static PublishedTables tables(Warehouse warehouse) {
    return new PublishedTables(warehouse, of(warehouse));
  }
}
