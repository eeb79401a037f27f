package io.voxledger.reconciliation.spark;

import io.voxledger.measure.Kind;
import io.voxledger.measure.Meter;
import io.voxledger.reconciliation.causes.Confidence;
import io.voxledger.reconciliation.causes.FoundCause;
import io.voxledger.reconciliation.causes.SkuCharge;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Rows of {@code sku_cost_daily} and {@code reconciliation_cause}. */
final class CauseRows {
  private CauseRows() {}

  static SkuCharge charge(Row row) {
    return new SkuCharge(
        row.getAs("biller"),
        row.getAs("account"),
        row.getAs("usage_date"),
        row.getAs("billing_date"),
        Kind.of(row.getAs("kind")).orElseThrow(),
        row.getAs("sku"),
        Meter.of(row.getAs("meter")).orElseThrow(),
        row.getAs("rate_id"),
        row.getAs("unit_price"),
        row.getAs("contracted_unit_price"),
        row.getAs("per"),
        row.getAs("charges"),
        row.getAs("quantity"),
        row.getAs("billable_quantity"),
        row.getAs("whole_seconds"),
        row.getAs("whole_minutes"),
        row.getAs("pacific_day_before"),
        row.getAs("past_threshold"),
        row.getAs("contracted_cost"));
  }

  static Row row(FoundCause found, String runId) {
    return RowFactory.create(
        found.period().biller(),
        found.period().account(),
        found.period().period().start(),
        found.period().period().end(),
        found.rank(),
        found.cause().code(),
        found.sku().orElse(null),
        found.meter().map(Meter::code).orElse(null),
        found.amount(),
        found.confidence().map(Confidence::code).orElse(null),
        found.evidence(),
        found.cause().action(found.amount()),
        runId);
  }
}
