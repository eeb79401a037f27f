package io.voxledger.reports;

import io.voxledger.measure.Meter;
import io.voxledger.pricing.Arithmetic;
import io.voxledger.pricing.Explanation;
import io.voxledger.reports.SessionReceipt.Card;
import io.voxledger.reports.SessionReceipt.Charge;
import io.voxledger.reports.SessionReceipt.Header;
import io.voxledger.reports.SessionReceipt.SourceChoice;
import io.voxledger.reports.SessionReceipt.SourceSum;
import io.voxledger.reports.SessionReceipt.Unpriced;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/** A receipt for programs: maps and lists, decimals as text with all their digits. */
public final class ReceiptJson {
  private ReceiptJson() {}

  public static Map<String, Object> of(SessionReceipt receipt) {
    Map<String, Object> json = header(receipt.header());
    json.put("run_id", receipt.night().runId());
    json.put("rates_known_at", receipt.night().ratesKnownAt().toString());
    json.put("charges", receipt.charges().stream().map(ReceiptJson::charge).toList());
    json.put("unpriced", receipt.unpriced().stream().map(ReceiptJson::unpriced).toList());
    json.put("sources", receipt.sources().stream().map(ReceiptJson::choice).toList());
    json.put("list_cost_usd", receipt.sumAtListPrice().toPlainString());
    json.put("remarks", receipt.remarks());
    return json;
  }

  private static Map<String, Object> header(Header header) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("session_id", header.sessionId());
    json.put("project_id", header.projectId());
    json.put("project_because", header.whyProject());
    json.put("room", header.room().orElse(null));
    json.put("agent_name", header.agentName().orElse(null));
    json.put("started_at", header.startedAt().toString());
    json.put("ended_at", header.endedAt().toString());
    json.put("duration_sec", header.durationSec());
    json.put("status", header.status());
    json.put("tags", header.tags());
    header
        .families()
        .forEach(
            (family, cost) ->
                json.put(
                    family.name().toLowerCase(Locale.ROOT) + "_cost_usd", cost.toPlainString()));
    json.put("total_cost_usd", header.total().toPlainString());
    json.put("flags", header.flags());
    return json;
  }

  private static Map<String, Object> charge(Charge charge) {
    var key = charge.key();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("family", charge.family().name().toLowerCase(Locale.ROOT));
    json.put("usage_date", key.usageDate().toString());
    json.put("billing_date", key.billingDate().toString());
    json.put("provider", key.provider());
    json.put("biller", key.biller());
    json.put("route", key.route());
    json.put("account", key.account());
    json.put("kind", key.kind().code());
    json.put("model", key.model());
    json.put("sku", key.sku());
    json.put("meter", key.meter().code());
    json.put("service_tier", key.serviceTier());
    json.put("region", key.region().orElse(null));
    json.put("context_band", key.contextBand().code());
    json.put("records", charge.records());
    json.put("quantity", charge.quantity().toPlainString());
    json.put("billable_quantity", charge.billableQuantity().toPlainString());
    json.put("unit_price", charge.unitPrice().toPlainString());
    json.put("contracted_unit_price", key.contractedUnitPrice().toPlainString());
    json.put("per", charge.per());
    json.put("list_cost", charge.listCost().toPlainString());
    json.put("contracted_cost", charge.contractedCost().toPlainString());
    json.put("arithmetic", arithmetic(charge));
    json.put("rate_id", key.rateId());
    json.put("card", charge.card().map(ReceiptJson::card).orElse(null));
    json.put("cards_considered", charge.explanation().map(Explanation::cards).orElse(null));
    json.put("flags", charge.flags());
    return json;
  }

  private static String arithmetic(Charge charge) {
    return Arithmetic.cost(
        charge.billableQuantity(),
        charge.key().contractedUnitPrice(),
        charge.per(),
        charge.contractedCost());
  }

  private static Map<String, Object> card(Card card) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", card.id());
    json.put("effective_from", card.effectiveFrom().toString());
    json.put("effective_until", card.effectiveUntil().map(Object::toString).orElse(null));
    json.put("recorded_at", card.recordedAt().toString());
    json.put("source", card.source().orElse(null));
    json.put("file", card.file());
    return json;
  }

  private static Map<String, Object> unpriced(Unpriced record) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("source", record.source());
    json.put("usage_id", record.usageId());
    json.put("used_at", record.usedAt().toString());
    json.put("biller", record.biller());
    json.put("model", record.model());
    json.put("reason", record.reason());
    json.put("detail", record.detail());
    json.put("suggestion", record.suggestion().orElse(null));
    json.put("quantities", quantities(record.quantities()));
    json.put("low_usd", record.low().map(BigDecimal::toPlainString).orElse(null));
    json.put("high_usd", record.high().map(BigDecimal::toPlainString).orElse(null));
    return json;
  }

  private static Map<String, Object> choice(SourceChoice choice) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("usage", choice.what());
    json.put("used", sums(choice.used()));
    json.put("shadowed", sums(choice.shadowed()));
    return json;
  }

  private static List<Map<String, Object>> sums(List<SourceSum> sums) {
    return sums.stream()
        .map(
            sum ->
                Map.<String, Object>of(
                    "source", sum.source(),
                    "records", sum.records(),
                    "quantities", quantities(sum.quantities())))
        .toList();
  }

  private static Map<String, String> quantities(SortedMap<Meter, BigDecimal> quantities) {
    Map<String, String> byCode = new LinkedHashMap<>();
    quantities.forEach((meter, n) -> byCode.put(meter.code(), n.toPlainString()));
    return byCode;
  }
}
