package io.voxledger.reports;

import io.voxledger.measure.Meter;
import io.voxledger.pricing.Arithmetic;
import io.voxledger.pricing.Explanation;
import io.voxledger.rates.ContextBand;
import io.voxledger.reports.SessionReceipt.Card;
import io.voxledger.reports.SessionReceipt.Charge;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** The charges of a receipt, each with its arithmetic; what several share is said once. */
final class ChargesText {
  private final StringBuilder text = new StringBuilder();

  private ChargesText() {}

  static String of(List<Charge> charges) {
    ChargesText writer = new ChargesText();
    String titleBefore = "";
    String cardBefore = "";
    for (Charge charge : charges) {
      String title = title(charge);
      String card = card(charge);
      boolean isOther = !title.equals(titleBefore);
      if (isOther) {
        writer.line("  " + title);
      }
      if (isOther || !card.equals(cardBefore)) {
        writer.text.append(card);
      }
      writer.charge(charge);
      titleBefore = title;
      cardBefore = card;
    }
    return writer.text.toString();
  }

  private void line(String indented) {
    text.append(Shown.onOneLine(indented)).append('\n');
  }

  private static String title(Charge charge) {
    var key = charge.key();
    StringBuilder title = new StringBuilder(key.usageDate().toString());
    title.append("  ").append(key.kind().code()).append("  ").append(key.provider());
    title.append(", billed by ").append(key.biller()).append(", ").append(key.route());
    title.append(", account ").append(key.account()).append(": ").append(key.model());
    if (!key.model().equals(key.sku())) {
      title.append(" → ").append(key.sku());
    }
    if (!key.serviceTier().equals("default")) {
      title.append(", tier ").append(key.serviceTier());
    }
    key.region().ifPresent(region -> title.append(", region ").append(region));
    return title + (key.contextBand() == ContextBand.LONG ? ", long context" : "");
  }

  private static String card(Charge charge) {
    StringBuilder lines = new StringBuilder();
    lines
        .append("    card ")
        .append(charge.card().map(ChargesText::card).orElse("no longer known"));
    lines.append('\n');
    List<String> cards = charge.explanation().map(Explanation::cards).orElse(List.of());
    lines.append(
        cards.isEmpty()
            ? "      priced with rates, settings or rows of the session that are no longer these\n"
            : "      applies: of the cards in force that name the model most exactly, the latest\n");
    cards.stream().skip(1).forEach(other -> lines.append("      not ").append(other).append('\n'));
    return lines.toString();
  }

  private static String card(Card card) {
    return card.id()
        + ", effective "
        + card.effectiveFrom()
        + card.effectiveUntil().map(until -> " until " + until).orElse("")
        + ", recorded "
        + card.recordedAt()
        + card.source().map(source -> ", " + source).orElse("")
        + ", "
        + card.file();
  }

  private void charge(Charge charge) {
    Meter meter = charge.key().meter();
    String billable =
        charge.quantity().compareTo(charge.billableQuantity()) == 0
            ? ""
            : " → billable " + Shown.quantity(meter, charge.billableQuantity());
    line(
        "    %-21s %s%s"
            .formatted(meter.code(), Shown.quantity(meter, charge.quantity()), billable));
    line(
        "      = "
            + arithmetic(charge, charge.key().contractedUnitPrice(), charge.contractedCost()));
    if (charge.listCost().compareTo(charge.contractedCost()) != 0
        || charge.unitPrice().compareTo(charge.key().contractedUnitPrice()) != 0) {
      line("      list price: " + arithmetic(charge, charge.unitPrice(), charge.listCost()));
    }
    charge.explanation().ifPresent(explanation -> unitPrice(charge, explanation));
    line("      rate " + charge.key().rateId() + ", " + Shown.count(charge.records(), "record"));
    charge.flags().forEach(flag -> line("      flag: " + FlagWords.of(flag)));
  }

  private static String arithmetic(Charge charge, BigDecimal unitPrice, BigDecimal cost) {
    boolean isExact =
        charge
                .billableQuantity()
                .multiply(unitPrice)
                .compareTo(cost.multiply(BigDecimal.valueOf(charge.per())))
            == 0;
    return Arithmetic.cost(charge.billableQuantity(), unitPrice, charge.per(), cost)
        + " USD"
        + (isExact ? "" : " (rounded at 12 decimals)");
  }

  /** Says how prices came about that do not simply stand on the card. */
  private void unitPrice(Charge charge, Explanation explanation) {
    if (explanation.unitPrice().contains("×")) {
      line("      unit price: " + explanation.unitPrice());
    }
    if (!explanation.contractedUnitPrice().equals(explanation.unitPrice())) {
      line("      agreed price: " + explanation.contractedUnitPrice());
    }
    if (charge.billableQuantity().compareTo(charge.quantity()) != 0) {
      line("      billable: " + rounding(charge, explanation));
    }
    if (explanation.chain().size() > 1) {
      line("      price found: " + String.join("; ", explanation.chain()));
    }
  }

  private static String rounding(Charge charge, Explanation explanation) {
    var rounding = explanation.rate().rounding();
    Optional<String> up =
        rounding.increment().map(step -> "rounded up to whole " + Shown.exact(step));
    String each = charge.key().kind().isResource() ? "each resource " : "the sum ";
    String least =
        rounding.minimum().signum() == 0 ? "" : ", at least " + Shown.exact(rounding.minimum());
    return each + up.orElse("as it is") + least;
  }
}
