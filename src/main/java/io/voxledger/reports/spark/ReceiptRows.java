package io.voxledger.reports.spark;

import io.voxledger.measure.Kind;
import io.voxledger.measure.Kind.CostFamily;
import io.voxledger.measure.Meter;
import io.voxledger.pricing.ChargeKey;
import io.voxledger.pricing.Explanation;
import io.voxledger.rates.ContextBand;
import io.voxledger.reports.SessionReceipt.Card;
import io.voxledger.reports.SessionReceipt.Charge;
import io.voxledger.reports.SessionReceipt.Header;
import io.voxledger.reports.SessionReceipt.Unpriced;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/** Rows of the tables as parts of a receipt. */
final class ReceiptRows {
  private ReceiptRows() {}

  static Header header(Row cost, String whyProject) {
    Map<CostFamily, BigDecimal> families = new EnumMap<>(CostFamily.class);
    families.put(CostFamily.AI, cost.getAs("ai_cost_usd"));
    families.put(CostFamily.TRANSPORT, cost.getAs("transport_cost_usd"));
    families.put(CostFamily.TELEPHONY, cost.getAs("telephony_cost_usd"));
    families.put(CostFamily.PLATFORM, cost.getAs("platform_cost_usd"));
    return new Header(
        cost.getAs("session_id"),
        cost.getAs("project_id"),
        whyProject,
        Optional.ofNullable(cost.getAs("room")),
        Optional.ofNullable(cost.getAs("agent_name")),
        cost.getAs("started_at"),
        cost.getAs("ended_at"),
        cost.getAs("duration_sec"),
        cost.getAs("status"),
        new TreeMap<>(cost.<String, String>getJavaMap(cost.fieldIndex("tags"))),
        families,
        cost.getAs("total_cost_usd"),
        cost.getList(cost.fieldIndex("flags")));
  }

  static Card card(Row rate) {
    return new Card(
        rate.getAs("card_id"),
        rate.getAs("effective_from"),
        Optional.ofNullable(rate.<Instant>getAs("effective_until")),
        rate.getAs("recorded_at"),
        Optional.ofNullable(rate.getAs("source")),
        rate.getAs("file"));
  }

  static Charge charge(Row row, Map<String, Card> cards, Map<ChargeKey, Explanation> explained) {
    ChargeKey key = key(row);
    return new Charge(
        key,
        row.getAs("records"),
        row.getAs("quantity"),
        row.getAs("billable_quantity"),
        row.getAs("unit_price"),
        row.getAs("per"),
        row.getAs("list_cost"),
        row.getAs("contracted_cost"),
        Optional.ofNullable(cards.get(key.rateId())),
        Optional.ofNullable(explained.get(key)),
        row.getList(row.fieldIndex("flags")));
  }

  private static ChargeKey key(Row row) {
    return new ChargeKey(
        Optional.ofNullable(row.getAs("session_id")),
        row.getAs("project_id"),
        row.getAs("usage_date"),
        row.getAs("billing_date"),
        row.getAs("biller"),
        row.getAs("account"),
        row.getAs("provider"),
        row.getAs("route"),
        Kind.of(row.getAs("kind")).orElseThrow(),
        row.getAs("model"),
        row.getAs("sku"),
        Meter.of(row.getAs("meter")).orElseThrow(),
        row.getAs("service_tier"),
        Optional.ofNullable(row.getAs("region")),
        ContextBand.valueOf(row.<String>getAs("context_band").toUpperCase(Locale.ROOT)),
        row.getAs("rate_id"),
        row.getAs("contracted_unit_price"));
  }

  static Unpriced unpriced(Row row) {
    SortedMap<Meter, BigDecimal> quantities = new TreeMap<>();
    Map<String, BigDecimal> byCode = row.getJavaMap(row.fieldIndex("quantities"));
    byCode.forEach((code, quantity) -> quantities.put(Meter.of(code).orElseThrow(), quantity));
    return new Unpriced(
        row.getAs("source"),
        row.getAs("usage_id"),
        row.getAs("used_at"),
        row.getAs("biller"),
        row.getAs("model"),
        row.getAs("reason"),
        row.getAs("detail"),
        Optional.ofNullable(row.getAs("suggestion")),
        quantities,
        Optional.ofNullable(row.getAs("low_usd")),
        Optional.ofNullable(row.getAs("high_usd")));
  }
}
