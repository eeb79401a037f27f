package io.voxledger.costs.spark;

import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.voxledger.lake.DayFiles;
import io.voxledger.lake.DayFilter;
import io.voxledger.lake.LakeTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * Takes the session off charges, which keep what they cost. Charges that differ in nothing but
 * their session become one, as the table's key wants it.
 */
public final class AnonymousCharges {
  private static final Set<String> ADDED_UP =
      Set.of(
          "records",
          "quantity",
          "billable_quantity",
          "list_cost",
          "contracted_cost",
          "whole_seconds",
          "whole_minutes",
          "pacific_day_before",
          "past_threshold");

  private final LakeTable charges;

  public AnonymousCharges(LakeTable charges) {
    this.charges = charges;
  }

  /** Writes the days again on which there are such charges. */
  public void of(Column own) {
    Dataset<Row> stored = charges.readAt(charges.version());
    List<LocalDate> days =
        stored.filter(own).select("usage_date").distinct().as(Encoders.LOCALDATE()).collectAsList();
    if (!days.isEmpty()) {
      String condition = DayFilter.in("usage_date", days);
      Column session = when(own, lit(null)).otherwise(col("session_id"));
      Dataset<Row> rows = stored.filter(condition).withColumn("session_id", session);
      charges.replaceDays(days, DayFiles.few(merged(rows), "usage_date", days.size()));
    }
  }

  private static Dataset<Row> merged(Dataset<Row> rows) {
    List<Column> group = new ArrayList<>();
    List<Column> values = new ArrayList<>();
    for (String name : rows.columns()) {
      if (ADDED_UP.contains(name)) {
        values.add(sum(name).as(name));
      } else if (name.equals("flags")) {
        values.add(array_sort(array_distinct(flatten(collect_list(name)))).as(name));
      } else if (name.equals("run_id")) {
        values.add(max(name).as(name));
      } else {
        group.add(col(name));
      }
    }
    return rows.groupBy(group.toArray(Column[]::new))
        .agg(values.get(0), values.subList(1, values.size()).toArray(Column[]::new));
  }
}
