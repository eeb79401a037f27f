package io.voxledger.rates;

import static java.util.Comparator.comparing;

import io.voxledger.money.Decimals;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * The content of a card as text that is equal for equal content: order, layout and trailing zeros
 * do not matter.
 */
final class CardText {
  private final StringBuilder out = new StringBuilder();

  private CardText() {}

  static String of(RateCard card) {
    CardText text = new CardText();
    text.field("id", card.id()).field("biller", card.biller()).field("currency", card.currency());
    text.field("from", card.effective().from()).optional("until", card.effective().until());
    text.field("recorded", card.recordedAt()).optional("source", card.source().text());
    text.optional("checked", card.source().checked());
    text.optional("grade", card.source().grade().map(RateSource.Grade::code));
    card.entries().stream().sorted(comparing(RateEntry::model)).forEach(text::entry);
    return text.out.toString();
  }

  private void entry(RateEntry entry) {
    field("model", entry.model()).field("per", entry.per());
    entry.aliases().stream().sorted().forEach(alias -> field("alias", alias));
    prices("prices", entry.prices());
    entry.longContext().ifPresent(this::longContext);
    entry.tiers().forEach(this::tier);
    entry.regions().forEach((region, multiplier) -> field("region", region).number(multiplier));
    for (RateWindow window : entry.windows()) {
      field("window", window.code()).number(window.multiplier());
    }
    optional("increment", entry.rounding().increment().map(Decimals::text));
    field("minimum", Decimals.text(entry.rounding().minimum()));
  }

  private void tier(String name, TierRates rates) {
    field("tier", name);
    if (rates instanceof TierRates.Own own) {
      prices("own", own.prices());
      own.longContext().ifPresent(this::longContext);
    } else if (rates instanceof TierRates.Scaled scaled) {
      field("multiplier", Decimals.text(scaled.multiplier()));
    }
  }

  private void longContext(LongContext longContext) {
    field("over", longContext.over()).field("inclusive", longContext.inclusive());
    prices("long", longContext.prices());
  }

  private void prices(String name, PriceList prices) {
    field(name, prices.asMap().size());
    for (Map.Entry<?, BigDecimal> price : prices.asMap().entrySet()) {
      field("price", price.getKey()).number(price.getValue());
    }
  }

  private CardText number(BigDecimal value) {
    return field("number", Decimals.text(value));
  }

  private CardText optional(String name, Optional<?> value) {
    value.ifPresent(v -> field(name, v));
    return this;
  }

  /** Lengths keep one field's text from running into the next one's. */
  private CardText field(String name, Object value) {
    String text = value.toString();
    out.append(name).append(' ').append(text.length()).append(' ').append(text).append('\n');
    return this;
  }
}
