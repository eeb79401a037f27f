package io.voxledger.rates;

import static io.voxledger.money.Rounding.unitPrice;
import static java.util.stream.Collectors.joining;

import io.voxledger.measure.Meter;
import io.voxledger.money.Decimals;
import io.voxledger.usage.Flag;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The price of every meter that an entry can price under one set of terms. */
public final class RateSlice {
  private final RateCard card;
  private final RateEntry entry;
  private final RateTerms terms;
  private final Map<Meter, PublishedRate> rates = new EnumMap<>(Meter.class);

  RateSlice(RateCard card, RateEntry entry, RateTerms terms) {
    this.card = card;
    this.entry = entry;
    this.terms = terms;
    for (Meter meter : Meter.values()) {
      hit(meter).ifPresent(hit -> rates.put(meter, rate(meter, hit)));
    }
  }

  public RateTerms terms() {
    return terms;
  }

  /**
   * The price of a meter: the first on its chain in the long-context list (when long), then in the
   * tier's list.
   */
  public Optional<PublishedRate> find(Meter meter) {
    return Optional.ofNullable(rates.get(meter));
  }

  /** All prices, ordered by meter. */
  public Collection<PublishedRate> rates() {
    return Collections.unmodifiableCollection(rates.values());
  }

  private Optional<PriceList.Hit> hit(Meter meter) {
    return terms
        .longContext()
        .flatMap(longContext -> longContext.prices().find(meter))
        .or(() -> terms.tier().prices().find(meter));
  }

  private PublishedRate rate(Meter meter, PriceList.Hit hit) {
    BigDecimal multiplier = terms.multiplier();
    Flag flag = hit.flag().orElse(null);
    return new PublishedRate(
        rateId(meter, hit.price(), multiplier),
        card,
        entry.model(),
        meter,
        terms,
        hit.publishedFor(),
        flag,
        hit.price(),
        multiplier,
        unitPrice(hit.price().multiply(multiplier)),
        entry.per(),
        entry.rounding());
  }

  private String rateId(Meter meter, BigDecimal price, BigDecimal multiplier) {
    String content =
        Stream.of(
                card.id(),
                entry.model(),
                meter.code(),
                terms.serviceTier(),
                terms.band().code(),
                terms.region().orElse(""),
                terms.window().map(RateWindow::code).orElse(""),
                Decimals.text(price),
                Decimals.text(multiplier),
                Long.toString(entry.per()),
                entry.rounding().increment().map(Decimals::text).orElse(""),
                Decimals.text(entry.rounding().minimum()))
            .map(field -> field.length() + " " + field)
            .collect(joining("\n"));
    return Digest.hex(content, Digest.SHORT);
  }
}
