package io.voxledger.jobs;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.voxledger.tables.MonthTables;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.spark.sql.Row;

/** Says what a run booked against closed months. */
final class ReportCorrections {
  private ReportCorrections() {}

  /**
   * A sentence; empty when the run booked nothing.
   *
   * @param closedDays days of closed months that the run was about to change
   */
  static Optional<String> of(RunContext run, Collection<LocalDate> closedDays) {
    if (closedDays.isEmpty()) {
      return Optional.empty();
    }
    Row booked =
        run.warehouse()
            .table(MonthTables.MONTH_CORRECTION)
            .read()
            .filter(col("run_id").equalTo(run.runId()))
            .agg(count(lit(1)), coalesce(sum("delta_usd"), lit(BigDecimal.ZERO)))
            .first();
    TreeSet<YearMonth> months = new TreeSet<>();
    closedDays.forEach(day -> months.add(YearMonth.from(day)));
    return booked.getLong(0) == 0
        ? Optional.empty()
        : Optional.of(
            "what came for closed months "
                + months
                + " is in month_correction: "
                + booked.getDecimal(1).stripTrailingZeros().toPlainString()
                + " USD in "
                + booked.getLong(0)
                + " rows; their tables stay as they were");
  }
}
