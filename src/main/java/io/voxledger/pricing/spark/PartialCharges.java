package io.voxledger.pricing.spark;

import static org.apache.spark.sql.functions.sum;

import io.voxledger.lake.Column;
import io.voxledger.measure.Basis;
import io.voxledger.measure.Meter;
import io.voxledger.pricing.AppliedRate;
import io.voxledger.pricing.ChargeCost;
import io.voxledger.pricing.ChargeKey;
import io.voxledger.pricing.ChargePrice;
import io.voxledger.pricing.ChargeSum;
import io.voxledger.pricing.MeteredOtherwise;
import io.voxledger.rates.BillableRounding;
import io.voxledger.tables.CostTables;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * The part of a charge that one task has seen. Spark adds the parts up; what the sum costs is the
 * kernel's to say, once for the whole charge.
 */
final class PartialCharges {
  private static final String SUM = Column.QUANTITY_SUM;

  static final StructType SCHEMA =
      StructType.fromDDL(
          "session_id STRING, project_id STRING, usage_date DATE, billing_date DATE, biller STRING,"
              + " account STRING, provider STRING, route STRING, kind STRING, model STRING, sku STRING,"
              + " meter STRING, service_tier STRING, region STRING, context_band STRING, rate_id STRING,"
              + " contracted_unit_price DECIMAL(18,12), unit_price DECIMAL(18,12), per BIGINT,"
              + " increment DECIMAL(20,6), minimum DECIMAL(20,6), effective_from TIMESTAMP,"
              + " records BIGINT, quantity "
              + SUM
              + ", rounded_quantity "
              + SUM
              + ", to_round "
              + SUM
              + ", whole_seconds "
              + SUM
              + ", whole_minutes "
              + SUM
              + ", pacific_day_before "
              + SUM
              + ", past_threshold "
              + SUM
              + ","
              + " flags BIGINT");

  /** What all parts of one charge have in common. */
  private static final List<String> GROUP =
      List.of(SCHEMA.fieldNames()).subList(0, SCHEMA.fieldIndex("records"));

  private PartialCharges() {}

  static Row toRow(ChargeKey key, AppliedRate rate, ChargeSum sum) {
    return RowFactory.create(
        key.sessionId().orElse(null),
        key.projectId(),
        key.usageDate(),
        key.billingDate(),
        key.biller(),
        key.account(),
        key.provider(),
        key.route(),
        key.kind().code(),
        key.model(),
        key.sku(),
        key.meter().code(),
        key.serviceTier(),
        key.region().orElse(null),
        key.contextBand().code(),
        key.rateId(),
        key.contractedUnitPrice(),
        rate.unitPrice(),
        rate.per(),
        rate.rounding().incrementOrNull(),
        rate.rounding().minimum(),
        rate.effectiveFrom(),
        sum.records(),
        sum.quantity(),
        sum.roundedQuantity(),
        sum.toRound(),
        sum.otherwise().wholeSeconds(),
        sum.otherwise().wholeMinutes(),
        sum.otherwise().dayBefore(),
        sum.otherwise().pastThreshold(),
        FlagBits.of(sum.flags()));
  }

  /** From {@link #SCHEMA} to rows of {@code charge}. */
  static Dataset<Row> toCharges(Dataset<Row> parts, String runId) {
    org.apache.spark.sql.Column[] group =
        GROUP.stream()
            .map(org.apache.spark.sql.functions::col)
            .toArray(org.apache.spark.sql.Column[]::new);
    return parts
        .groupBy(group)
        .agg(
            sum("records").as("records"),
            sum("quantity").cast(SUM).as("quantity"),
            sum("rounded_quantity").cast(SUM).as("rounded_quantity"),
            sum("to_round").cast(SUM).as("to_round"),
            sum("whole_seconds").cast(SUM).as("whole_seconds"),
            sum("whole_minutes").cast(SUM).as("whole_minutes"),
            sum("pacific_day_before").cast(SUM).as("pacific_day_before"),
            sum("past_threshold").cast(SUM).as("past_threshold"),
            FlagBits.codes("flags").as("flags"))
        .map(
            (MapFunction<Row, Row>) row -> charge(row, runId),
            Encoders.row(CostTables.CHARGE.schema()));
  }

  private static Row charge(Row parts, String runId) {
    ChargePrice price =
        new ChargePrice(
            parts.getAs("unit_price"),
            parts.getAs("contracted_unit_price"),
            parts.getAs("per"),
            new BillableRounding(parts.getAs("increment"), parts.<BigDecimal>getAs("minimum")));
    ChargeSum sum =
        new ChargeSum(
            parts.getAs("records"),
            parts.getAs("quantity"),
            parts.getAs("rounded_quantity"),
            parts.getAs("to_round"),
            Set.of(),
            new MeteredOtherwise(
                parts.getAs("whole_seconds"),
                parts.getAs("whole_minutes"),
                parts.getAs("pacific_day_before"),
                parts.getAs("past_threshold")));
    ChargeCost cost = sum.cost(price);
    MeteredOtherwise otherwise = sum.meteredOtherwise(isTime(parts));
    return RowFactory.create(
        parts.getAs("session_id"),
        parts.getAs("project_id"),
        parts.getAs("usage_date"),
        parts.getAs("billing_date"),
        parts.getAs("biller"),
        parts.getAs("account"),
        parts.getAs("provider"),
        parts.getAs("route"),
        parts.getAs("kind"),
        parts.getAs("model"),
        parts.getAs("sku"),
        parts.getAs("meter"),
        parts.getAs("service_tier"),
        parts.getAs("region"),
        parts.getAs("context_band"),
        parts.getAs("rate_id"),
        price.contractedUnitPrice(),
        sum.records(),
        cost.quantity(),
        cost.billableQuantity(),
        price.unitPrice(),
        price.per(),
        cost.listCost(),
        cost.contractedCost(),
        parts.getAs("effective_from"),
        parts.getList(parts.fieldIndex("flags")).toArray(new String[0]),
        otherwise.wholeSeconds(),
        otherwise.wholeMinutes(),
        otherwise.dayBefore(),
        otherwise.pastThreshold(),
        runId);
  }

  private static boolean isTime(Row parts) {
    return Meter.of(parts.getAs("meter")).orElseThrow().basis() == Basis.SECONDS;
  }
}
