package io.voxledger.jobs;

import io.voxledger.rates.CompareRates;
import io.voxledger.rates.CompareRates.Compared;
import io.voxledger.rates.CompareRates.Model;
import io.voxledger.rates.CompareRates.Side;
import io.voxledger.rates.RateInForce;
import io.voxledger.reports.Shown;
import io.voxledger.reports.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A comparison of prices, as a table and as JSON. */
record ComparedRates(Side left, Side right, CompareRates.Result result, List<Model> models) {

  void print() {
    TextTable table = new TextTable("model", "meter", left.name(), right.name(), "left ÷ right");
    models.forEach(model -> model.meters().forEach(meter -> addTo(table, model, meter)));
    System.out.println(
        "Base prices of %s at %s and %s at %s:"
            .formatted(left.name(), left.at(), right.name(), right.at()));
    System.out.print(table.isEmpty() ? "  no model that both price\n" : table.toString());
    long different = result.models().stream().filter(model -> !model.isEqual()).count();
    System.out.println(
        "%s on both sides, %s of them at another price; %d only in %s, %d only in %s"
            .formatted(
                Shown.count(result.models().size(), "model"),
                Shown.count(different),
                result.onlyLeft().size(),
                left.name(),
                result.onlyRight().size(),
                right.name()));
  }

  private static void addTo(TextTable table, Model model, Compared meter) {
    table.row(
        model.name(),
        meter.meter().code(),
        price(model.left(), meter.left().toPlainString()),
        price(model.right(), meter.right().toPlainString()),
        meter.ratio().map(RatesText::ratio).orElse("right is free"));
  }

  private static String price(RateInForce rate, String price) {
    return price + " / " + Shown.count(rate.entry().per()) + currency(rate);
  }

  private static String currency(RateInForce rate) {
    return rate.card().currency().equals("USD") ? "" : " " + rate.card().currency();
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("left", left.name());
    json.put("left_at", left.at().toString());
    json.put("right", right.name());
    json.put("right_at", right.at().toString());
    json.put("models", models.stream().map(ComparedRates::fields).toList());
    json.put("only_left", List.copyOf(result.onlyLeft()));
    json.put("only_right", List.copyOf(result.onlyRight()));
    return json;
  }

  private static Map<String, Object> fields(Model model) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("model", model.name());
    fields.put("ratio", model.largestRatio().map(RatesText::ratio).orElse(null));
    fields.put("left_card", model.left().card().id());
    fields.put("right_card", model.right().card().id());
    List<Map<String, Object>> meters = new ArrayList<>();
    for (Compared meter : model.meters()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("meter", meter.meter().code());
      row.put("left_price", meter.left().toPlainString());
      row.put("left_per", model.left().entry().per());
      row.put("right_price", meter.right().toPlainString());
      row.put("right_per", model.right().entry().per());
      row.put("ratio", meter.ratio().map(RatesText::ratio).orElse(null));
      meters.add(row);
    }
    fields.put("meters", meters);
    return fields;
  }
}
