package io.voxledger.reports;

import io.voxledger.reports.Waterfall.Step;
import java.math.BigDecimal;
import java.util.List;

/** A waterfall for people: every amount exact, each step with why and what to do. */
public final class WaterfallText {
  private static final String INDENT = "      ";

  private WaterfallText() {}

  public static String of(List<Waterfall> waterfalls) {
    StringBuilder text = new StringBuilder();
    for (Waterfall waterfall : waterfalls) {
      text.append(text.length() == 0 ? "" : "\n");
      append(text, waterfall);
    }
    return text.toString().stripTrailing();
  }

  private static void append(StringBuilder text, Waterfall waterfall) {
    text.append(
        "%s, account %s, %s: %s%n"
            .formatted(
                waterfall.biller(),
                Shown.onOneLine(waterfall.account()),
                waterfall.days(),
                waterfall.status()));
    total(text, "computed", waterfall.computed());
    BigDecimal reached = waterfall.computed();
    for (Step step : waterfall.steps()) {
      reached = reached.add(step.amount());
      step(text, step);
    }
    total(text, "billed", reached);
    if (!waterfall.candidates().isEmpty()) {
      text.append("  possible, not claimed:\n");
      waterfall.candidates().forEach(step -> step(text, step));
    }
  }

  private static void total(StringBuilder text, String name, BigDecimal amount) {
    text.append("  %-40s %20s USD%n".formatted(name, Shown.exact(amount)));
  }

  private static void step(StringBuilder text, Step step) {
    String name =
        step.cause() + step.confidence().map(confidence -> " (" + confidence + ")").orElse("");
    text.append("  %-40s %20s%n".formatted(name, signed(step.amount())));
    text.append(INDENT).append(Shown.onOneLine(step.evidence())).append('\n');
    text.append(INDENT).append("→ ").append(step.action()).append('\n');
  }

  private static String signed(BigDecimal amount) {
    return (amount.signum() < 0 ? "-" : "+") + Shown.exact(amount.abs());
  }
}
