package io.voxledger.jobs;

import io.voxledger.lake.PublishedTables;
import io.voxledger.lake.Warehouse;
import io.voxledger.settings.Settings;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The newest finished run of a warehouse, for commands that look and write nothing. */
record PublishedNight(SparkSession spark, PublishedTables tables) {

  static PublishedNight open(RunOptions common, Settings settings) {
    Warehouse warehouse = new Warehouse(common.spark(), settings.warehouse());
    Row newest =
        NightlyRun.publishedRuns(warehouse)
            .newest()
            .orElseThrow(
                () ->
                    new Voxledger.NothingToShow(
                        warehouse.uri()
                            + " has no finished run; run `nightly` first, or name another"
                            + " warehouse with --warehouse"));
    return new PublishedNight(warehouse.spark(), new PublishedTables(warehouse, newest));
  }
}
