package io.voxledger.reports;

import io.voxledger.reports.Waterfall.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Waterfalls for programs: decimals as text with all their digits. */
public final class WaterfallJson {
  private WaterfallJson() {}

  public static Map<String, Object> of(List<Waterfall> waterfalls) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("waterfalls", waterfalls.stream().map(WaterfallJson::waterfall).toList());
    return json;
  }

  private static Map<String, Object> waterfall(Waterfall waterfall) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("biller", waterfall.biller());
    json.put("account", waterfall.account());
    json.put("period_start", waterfall.days().from().toString());
    json.put("period_end", waterfall.days().until().toString());
    json.put("periods", waterfall.periods());
    json.put("status", waterfall.status());
    json.put("computed_cost", waterfall.computed().toPlainString());
    json.put("billed_cost", waterfall.billed().toPlainString());
    json.put("variance", waterfall.variance().toPlainString());
    json.put("steps", waterfall.steps().stream().map(WaterfallJson::step).toList());
    json.put("candidates", waterfall.candidates().stream().map(WaterfallJson::step).toList());
    return json;
  }

  private static Map<String, Object> step(Step step) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("cause", step.cause());
    json.put("confidence", step.confidence().orElse(null));
    json.put("lines", step.lines().orElse(null));
    json.put("amount", step.amount().toPlainString());
    json.put("evidence", step.evidence());
    json.put("action", step.action());
    return json;
  }
}
