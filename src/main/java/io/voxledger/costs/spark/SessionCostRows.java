package io.voxledger.costs.spark;

import io.voxledger.costs.SessionCharge;
import io.voxledger.costs.SessionCost;
import io.voxledger.costs.SessionCost.RateUsed;
import io.voxledger.costs.SessionDay;
import io.voxledger.measure.Kind;
import io.voxledger.measure.Kind.CostFamily;
import io.voxledger.money.Rounding;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Days and charges of a session from their rows, and the session as a row of {@code session_cost}.
 */
final class SessionCostRows {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final BigDecimal MINUTE = BigDecimal.valueOf(60);

  private SessionCostRows() {}

  static SessionDay day(Row row) {
    return new SessionDay(
        row.getAs("project_id"),
        Optional.ofNullable(row.getAs("room")),
        row.getAs("first_used_at"),
        row.getAs("last_used_at"),
        row.getAs("connections"),
        Optional.ofNullable(row.getAs("first_connected_at")),
        Optional.ofNullable(row.getAs("last_disconnected_at")),
        row.getAs("audio_in"),
        row.getAs("audio_out"),
        row.getAs("text"),
        row.getAs("cached"),
        row.getAs("unpriced_records"),
        row.getAs("ai_records"),
        flags(row));
  }

  /**
   * The columns that {@link #charge} asks for: a session's charges travel to where it is summed.
   */
  static StructType ofCharge(StructType table) {
    StructType needed = new StructType();
    for (String column :
        List.of(
            "provider",
            "biller",
            "kind",
            "usage_date",
            "contracted_cost",
            "rate_id",
            "sku",
            "meter",
            "unit_price",
            "contracted_unit_price",
            "per",
            "effective_from",
            "flags")) {
      needed = needed.add(table.apply(column));
    }
    return needed;
  }

  static SessionCharge charge(Row row) {
    return new SessionCharge(
        row.getAs("provider"),
        row.getAs("biller"),
        Kind.of(row.getAs("kind")).orElseThrow(),
        row.getAs("usage_date"),
        row.getAs("contracted_cost"),
        new RateUsed(
            row.getAs("rate_id"),
            row.getAs("sku"),
            row.getAs("meter"),
            row.getAs("unit_price"),
            row.getAs("contracted_unit_price"),
            row.getAs("per"),
            row.getAs("effective_from")),
        flags(row));
  }

  private static Set<String> flags(Row row) {
    return new TreeSet<>(row.<String>getList(row.fieldIndex("flags")));
  }

  static Row toRow(SessionCost cost, String runId) {
    BigDecimal total = cost.totalUsd();
    return RowFactory.create(
        cost.sessionId(),
        cost.projectId(),
        cost.room().orElse(null),
        cost.agentName().orElse(null),
        CollectionConverters.asScala(cost.tags()),
        cost.startedAt(),
        cost.endedAt(),
        cost.durationSec(),
        cost.closed() ? "closed" : "open",
        cost.providers().stream()
            .map(p -> RowFactory.create(p.provider(), p.biller(), p.costUsd()))
            .toArray(Row[]::new),
        cost.tokens().audioIn(),
        cost.tokens().audioOut(),
        cost.tokens().text(),
        cost.tokens().cached(),
        cost.costOf(CostFamily.AI),
        cost.costOf(CostFamily.TRANSPORT),
        cost.costOf(CostFamily.TELEPHONY),
        cost.costOf(CostFamily.PLATFORM),
        total,
        ratio(cost.costOf(CostFamily.TRANSPORT).multiply(HUNDRED), total),
        ratio(total.multiply(MINUTE), BigDecimal.valueOf(cost.durationSec())),
        cost.unpricedRecords(),
        cost.rates().stream().map(SessionCostRows::rate).toArray(Row[]::new),
        cost.flags().toArray(new String[0]),
        cost.sessionDate(),
        cost.aiRecords(),
        cost.chargeMonths().toArray(new LocalDate[0]),
        runId);
  }

  private static BigDecimal ratio(BigDecimal dividend, BigDecimal divisor) {
    return divisor.signum() == 0 ? null : Rounding.ratio(dividend, divisor);
  }

  private static Row rate(RateUsed rate) {
    return RowFactory.create(
        rate.rateId(),
        rate.sku(),
        rate.meter(),
        rate.unitPrice(),
        rate.contractedUnitPrice(),
        rate.per(),
        rate.effectiveFrom());
  }
}
