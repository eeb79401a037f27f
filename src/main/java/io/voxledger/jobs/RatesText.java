package io.voxledger.jobs;

import io.voxledger.rates.ContextBand;
import io.voxledger.rates.LongContext;
import io.voxledger.rates.RateCard;
import io.voxledger.rates.RateEntry;
import io.voxledger.rates.RateSource;
import io.voxledger.rates.StatedPrice;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

/** Prices in words and as fields of JSON. */
final class RatesText {
  private RatesText() {}

  /** {@code priority, over 272000}; empty for the base. */
  static String tier(RateEntry entry, StatedPrice price) {
    String tier = price.tier().equals("default") ? "" : price.tier();
    if (price.band() == ContextBand.BASE) {
      return tier;
    }
    String over =
        entry.longContext().map(LongContext::over).map(tokens -> "over " + tokens).orElse("long");
    return tier.isEmpty() ? over : tier + ", " + over;
  }

  /** The day alone when it begins then. */
  static String day(Instant instant) {
    OffsetDateTime time = instant.atOffset(ZoneOffset.UTC);
    return time.toLocalTime().equals(LocalTime.MIDNIGHT)
        ? time.toLocalDate().toString()
        : instant.toString();
  }

  static Map<String, Object> fields(RateCard card, RateEntry entry, StatedPrice price) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("biller", card.biller());
    fields.put("model", entry.model());
    fields.put("meter", price.meter().code());
    fields.put("service_tier", price.tier());
    fields.put("context_band", price.band().code());
    fields.put("price", price.price().toPlainString());
    fields.put("per", entry.per());
    fields.put("currency", card.currency());
    fields.put("effective_from", card.effective().from().toString());
    fields.put("effective_until", card.effective().until().map(Instant::toString).orElse(null));
    fields.put("recorded_at", card.recordedAt().toString());
    fields.put("card_id", card.id());
    fields.put("source", card.source().text().orElse(null));
    fields.put("checked", card.source().checked().orElse(null));
    fields.put("grade", card.source().grade().map(RateSource.Grade::code).orElse(null));
    fields.put("file", card.file());
    return fields;
  }

  /** At least one decimal: {@code 2.0}. */
  static String ratio(BigDecimal ratio) {
    BigDecimal shortest = ratio.stripTrailingZeros();
    return (shortest.scale() < 1 ? shortest.setScale(1) : shortest).toPlainString();
  }
}
