package io.voxledger.jobs;

import io.voxledger.rates.ContextBand;
import io.voxledger.rates.LongContext;
import io.voxledger.rates.RateCard;
import io.voxledger.rates.RateEntry;
import io.voxledger.rates.RateSource;
import io.voxledger.rates.StatedPrice;
import io.voxledger.reports.Shown;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Prices in words and as fields of JSON. */
final class RatesText {
  private RatesText() {}

  /** {@code priority, over 272000}; empty for the base. */
  static String tier(RateEntry entry, StatedPrice price) {
    String tier = price.tier().equals("default") ? "" : price.tier();
    if (price.band() == ContextBand.BASE) {
      return tier;
    }
    String over = entry.longContext().map(RatesText::over).orElse("long");
    return tier.isEmpty() ? over : tier + ", " + over;
  }

  private static String over(LongContext band) {
    return band.inclusive() ? "from " + band.over() + " on" : "over " + band.over();
  }

  /** What else changes what is paid: {@code billed in steps of 15; × 1.1 in eu}. */
  static Optional<String> terms(RateEntry entry) {
    List<String> terms = new ArrayList<>();
    entry.rounding().increment().ifPresent(step -> terms.add("billed in steps of " + step));
    if (entry.rounding().minimum().signum() > 0) {
      terms.add("at least " + Shown.exact(entry.rounding().minimum()) + " are billed");
    }
    entry.regions().forEach((region, times) -> terms.add("× " + ratio(times) + " in " + region));
    entry
        .windows()
        .forEach(
            window ->
                terms.add("× " + ratio(window.multiplier()) + " at " + window.code() + " UTC"));
    return terms.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", terms));
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
    Optional<LongContext> band =
        entry.longContext().filter(any -> price.band() != ContextBand.BASE);
    fields.put("over_tokens", band.map(LongContext::over).orElse(null));
    fields.put("inclusive", band.map(LongContext::inclusive).orElse(null));
    fields.put("price", price.price().toPlainString());
    fields.put("per", entry.per());
    fields.put("currency", card.currency());
    fields.put("terms", terms(entry).orElse(null));
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
