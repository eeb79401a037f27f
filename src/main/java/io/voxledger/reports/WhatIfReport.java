package io.voxledger.reports;

import io.voxledger.costs.plans.ComparePlan;
import io.voxledger.costs.whatif.CompareModels.Comparison;
import io.voxledger.costs.whatif.Repriced;
import io.voxledger.costs.whatif.Repriced.Range;
import io.voxledger.costs.whatif.Scenario;
import io.voxledger.costs.whatif.TokenFactors;
import io.voxledger.costs.whatif.WhatIf;
import io.voxledger.costs.whatif.WhatIf.Line;
import io.voxledger.money.Rounding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a month would have cost, for people and for programs.
 *
 * @param result empty when nothing was supposed
 * @param models the models that were used, two by two
 * @param plans LiveKit accounts under another plan; empty when none was asked for
 */
public record WhatIfReport(
    String month,
    Scenario scenario,
    TokenFactors factors,
    Optional<WhatIf> result,
    List<Comparison> models,
    List<ComparePlan> plans) {
  private static final int CENTS = 2;
  private static final int FINE = 6;

  /** Tables for a terminal; money is rounded for display only. */
  public String text() {
    StringBuilder text = new StringBuilder();
    result.ifPresent(whatIf -> append(text, whatIf));
    if (!plans.isEmpty()) {
      text.append("\nLiveKit's invoice, estimated (USD)\n").append(planTable());
    }
    if (!models.isEmpty()) {
      text.append("\nA session-minute on like sessions: same project, same length (AI, USD)\n");
      text.append(modelTable());
    }
    text.append("\nAssumed\n");
    assumptions().forEach(line -> text.append("  - ").append(line).append('\n'));
    return text.toString().strip();
  }

  private void append(StringBuilder text, WhatIf whatIf) {
    Range supposed = whatIf.supposedUsd();
    text.append(month).append(", contracted (USD)\n");
    TextTable table =
        new TextTable("model", "would be", "meter", "cost", "would cost", "times", "");
    whatIf.lines().stream().map(this::cells).forEach(table::row);
    table.row(
        "unchanged", "", "", money(whatIf.unchangedUsd()), money(whatIf.unchangedUsd()), "", "");
    table.row("total", "", "", money(whatIf.comparedUsd()), money(supposed.expected()), "", "");
    text.append(table);
    if (supposed.low().compareTo(supposed.high()) < 0) {
      text.append("  between %s and %s%n".formatted(money(supposed.low()), money(supposed.high())));
    }
    if (whatIf.withoutPriceUsd().signum() > 0) {
      text.append(
          "  on neither side of the sum: usage of %s USD that has no price as supposed%n"
              .formatted(money(whatIf.withoutPriceUsd())));
    }
  }

  private Object[] cells(Line line) {
    Repriced supposed = line.supposed();
    return new Object[] {
      supposed.from() + ", " + line.project(),
      supposed.to(),
      supposed.meter().code(),
      money(line.currentUsd()),
      supposed.cost().map(cost -> money(cost.expected())).orElse("no price"),
      times(line).map(t -> Shown.rounded(t, CENTS)).orElse(""),
      supposed.problem()
    };
  }

  /** {@code would cost ÷ cost}. */
  private static Optional<BigDecimal> times(Line line) {
    return line.currentUsd().signum() == 0
        ? Optional.empty()
        : line.supposed().cost().map(cost -> Rounding.ratio(cost.expected(), line.currentUsd()));
  }

  private static String money(BigDecimal usd) {
    return Shown.rounded(usd, usd.abs().compareTo(BigDecimal.ONE) < 0 ? FINE : CENTS);
  }

  private String planTable() {
    TextTable table = new TextTable("account", "plan", "invoice", "would be", "invoice");
    plans.forEach(
        plan ->
            table.row(
                plan.current().account(),
                plan.current().plan().orElse("none"),
                money(plan.current().estimatedInvoice()),
                plan.supposed().plan().orElse(""),
                money(plan.supposed().estimatedInvoice())));
    return table.toString();
  }

  private String modelTable() {
    TextTable table =
        new TextTable("model", "sessions", "a minute", "model", "sessions", "a minute", "minutes");
    for (Comparison pair : models) {
      table.row(
          pair.modelA(),
          Shown.count(pair.sessionsA()),
          Shown.rounded(pair.perMinuteA(), FINE),
          pair.modelB(),
          Shown.count(pair.sessionsB()),
          Shown.rounded(pair.perMinuteB(), FINE),
          Shown.count(pair.seconds() / 60));
    }
    return table.toString();
  }

  /** What the numbers rest on. */
  private List<String> assumptions() {
    List<String> lines = new ArrayList<>();
    scenario.swaps().stream()
        .filter(swap -> !swap.fromProvider().equals(swap.toProvider()))
        .forEach(swap -> lines.addAll(tokens(swap.fromProvider(), swap.toProvider())));
    if (!scenario.swaps().isEmpty()) {
      lines.add("the other model says as much, in as many turns, and caches as much");
    }
    result.ifPresent(whatIf -> lines.addAll(assumedOfPrices(whatIf)));
    if (scenario.noCache()) {
      lines.add("without a cache, tokens read from it and written to it are plain input");
    }
    if (!plans.isEmpty()) {
      lines.add("the other plan holds for the whole month, with all of its fee and allowances");
    }
    plans.stream()
        .filter(plan -> plan.refusedUsd().signum() > 0)
        .forEach(
            plan ->
                lines.add(
                    "usage of %s for %s USD is beyond the hard cap of %s: it would be refused, and is in no invoice"
                        .formatted(
                            plan.current().account(),
                            money(plan.refusedUsd()),
                            plan.supposed().plan().orElseThrow())));
    if (!models.isEmpty()) {
      lines.add("a session counts for the model that most of its llm cost is for");
    }
    return lines;
  }

  /** What other prices of charges rest on. */
  public static List<String> assumedOfPrices(WhatIf whatIf) {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "prices at the time of use, with our agreed prices; where there was none yet, the"
                    + " later one",
                "before allowances, credits and fees of plans"));
    lines.addAll(whatIf.assumed());
    return lines;
  }

  private List<String> tokens(String from, String to) {
    List<String> known =
        factors.all().stream()
            .filter(factor -> factor.isBetween(from, to))
            .map(
                f ->
                    "%s %stokens × %s = %s tokens, between × %s and × %s (%s)"
                        .formatted(
                            from,
                            f.modality().map(m -> m + " ").orElse(""),
                            f.factor(),
                            to,
                            f.low(),
                            f.high(),
                            f.source()))
            .toList();
    return known.isEmpty()
        ? List.of(
            "a token of %s counts as one of %s, which is hardly so: no factor is set in what_if.tokens, and the range is not known"
                .formatted(from, to))
        : known;
  }

  /** Maps and lists; decimals as text with all their digits. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("month", month);
    result.ifPresent(
        whatIf -> {
          Range supposed = whatIf.supposedUsd();
          json.put("current_usd", usd(whatIf.currentUsd()));
          json.put("supposed_usd", usd(supposed.expected()));
          json.put("low_usd", usd(supposed.low()));
          json.put("high_usd", usd(supposed.high()));
          json.put("difference_usd", usd(supposed.expected().subtract(whatIf.comparedUsd())));
          json.put("without_price_usd", usd(whatIf.withoutPriceUsd()));
          json.put("unchanged_usd", usd(whatIf.unchangedUsd()));
          json.put("lines", whatIf.lines().stream().map(WhatIfReport::line).toList());
        });
    json.put("models", models.stream().map(WhatIfReport::pair).toList());
    json.put("plans", plans.stream().map(WhatIfReport::plan).toList());
    json.put("assumptions", assumptions());
    return json;
  }

  private static Map<String, Object> line(Line line) {
    Repriced supposed = line.supposed();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("project_id", line.project());
    json.put("model", supposed.from());
    json.put("would_be", supposed.to());
    json.put("meter", supposed.meter().code());
    json.put("charges", line.charges());
    json.put("quantity", line.quantity().toPlainString());
    json.put("supposed_quantity", supposed.quantity().toPlainString());
    json.put("current_usd", usd(line.currentUsd()));
    json.put("supposed_usd", supposed.cost().map(c -> usd(c.expected())).orElse(null));
    json.put("low_usd", supposed.cost().map(c -> usd(c.low())).orElse(null));
    json.put("high_usd", supposed.cost().map(c -> usd(c.high())).orElse(null));
    json.put("times", times(line).map(BigDecimal::toPlainString).orElse(null));
    json.put("problem", supposed.problem());
    return json;
  }

  private static Map<String, Object> pair(Comparison pair) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("model_a", pair.modelA());
    json.put("model_b", pair.modelB());
    json.put("sessions_a", pair.sessionsA());
    json.put("sessions_b", pair.sessionsB());
    json.put("seconds", pair.seconds());
    json.put("per_minute_a_usd", usd(pair.perMinuteA()));
    json.put("per_minute_b_usd", usd(pair.perMinuteB()));
    return json;
  }

  private static Map<String, Object> plan(ComparePlan plan) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("account", plan.current().account());
    json.put("plan", plan.current().plan().orElse(null));
    json.put("invoice_usd", usd(plan.current().estimatedInvoice()));
    json.put("would_be", plan.supposed().plan().orElse(null));
    json.put("supposed_invoice_usd", usd(plan.supposed().estimatedInvoice()));
    json.put("refused_usd", usd(plan.refusedUsd()));
    return json;
  }

  private static String usd(BigDecimal amount) {
    return Rounding.cost(amount).toPlainString();
  }
}
