package io.voxledger.pricing;

import io.voxledger.measure.Meter;
import io.voxledger.rates.AgreedPrice;
import io.voxledger.rates.AgreedPrices;
import io.voxledger.rates.ContextBand;
import io.voxledger.rates.ExchangeRates;
import io.voxledger.rates.PublishedRate;
import io.voxledger.rates.RateBook;
import io.voxledger.rates.RateInForce;
import io.voxledger.rates.RateIndex;
import io.voxledger.rates.RateLookup;
import io.voxledger.rates.RateTerms;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What stored charges would have cost under other terms, by the same rules as any charge. */
public final class OtherPrices {
  private final RateBook book;
  private final RateIndex index;
  private final AgreedPrices agreedPrices;
  private final AppliedRates appliedRates = new AppliedRates();
  private final Map<String, List<RateInForce>> entries = new HashMap<>();

  /**
   * Whose usage a charge is of, and when.
   *
   * @param isPastThreshold whether it is of requests above the long-context threshold, whatever
   *     band they are priced in
   */
  public record Usage(
      String biller, String account, String sku, LocalDate day, boolean isPastThreshold) {}

  /**
   * Under what a meter is priced.
   *
   * @param agreed the agreed price that is taken into account
   */
  public record Terms(
      Usage usage, RateInForce rate, RateTerms terms, Meter meter, Optional<AgreedPrice> agreed) {

    /** The same usage under other terms of the entry. */
    public Terms with(RateTerms other) {
      return new Terms(usage, rate, other, meter, agreed);
    }

    /** The same usage at the price of another meter. */
    public Terms pricedAs(Meter other) {
      return new Terms(usage, rate, terms, other, agreed);
    }

    /** Whether the requests are above the threshold, so that long-context prices are theirs. */
    public boolean isLong() {
      return terms.band() == ContextBand.LONG || usage.isPastThreshold();
    }

    public Terms atListPrice() {
      return new Terms(usage, rate, terms, meter, Optional.empty());
    }
  }

  /**
   * What a quantity is multiplied with.
   *
   * @param contracted USD for {@code per} units, 12 decimals
   */
  public record Price(BigDecimal contracted, BigDecimal list, long per) {}

  /**
   * Prepares.
   *
   * @param book every card there is, whenever it was recorded
   */
  public OtherPrices(RateBook book, AgreedPrices agreedPrices) {
    this.book = book;
    this.index = new RateIndex(book);
    this.agreedPrices = agreedPrices;
  }

  /** The terms of a stored price; empty when its card is gone or says something else now. */
  public Optional<Terms> termsOf(Usage usage, String rateId, BigDecimal contractedUnitPrice) {
    Optional<RateIndex.Located> located = index.find(usage.biller(), usage.sku(), rateId);
    if (located.isEmpty()) {
      return Optional.empty();
    }
    PublishedRate published = located.get().published();
    Terms list =
        new Terms(
            usage, located.get().rate(), published.terms(), published.meter(), Optional.empty());
    for (AgreedPrice agreed : aboutAnyNameOf(list)) {
      Terms terms = new Terms(usage, list.rate(), list.terms(), list.meter(), Optional.of(agreed));
      if (costs(terms, contractedUnitPrice)) {
        return Optional.of(terms);
      }
    }
    return costs(list, contractedUnitPrice) ? Optional.of(list) : Optional.empty();
  }

  /** The base terms of what a sku's meter costs at the beginning of a day. */
  public Optional<Terms> baseTerms(Usage usage, Meter meter) {
    Instant start = usage.day().atStartOfDay().toInstant(ZoneOffset.UTC);
    if (!(book.find(usage.biller(), usage.sku(), start) instanceof RateLookup.Found found)) {
      return Optional.empty();
    }
    RateInForce rate = found.rate();
    RateTerms base = new RateTerms(rate.entry().baseTier(), null, null, BigDecimal.ONE, null);
    Optional<AgreedPrice> agreed = AgreedPrices.winner(about(usage), meter, start);
    Terms terms = new Terms(usage, rate, base, meter, agreed);
    return price(terms).map(price -> terms);
  }

  /** What the biller's cards say about the sku, in the order of time. */
  public List<RateInForce> entries(String biller, String sku) {
    return entries.computeIfAbsent(biller + "|" + sku, key -> index.entries(biller, sku));
  }

  /** The price under terms; empty where the card has none. */
  public Optional<Price> price(Terms terms) {
    Optional<PublishedRate> published = terms.rate().slice(terms.terms()).find(terms.meter());
    Optional<ExchangeRates.Rate> exchange =
        book.exchangeRates().find(terms.rate().card().currency(), terms.usage().day());
    if (published.isEmpty() || exchange.isEmpty()) {
      return Optional.empty();
    }
    AppliedRate applied = appliedRates.of(published.get(), exchange.get(), terms.agreed());
    return Optional.of(applied)
        .filter(AppliedRate::fits)
        .map(fit -> new Price(fit.contractedUnitPrice(), fit.unitPrice(), fit.per()));
  }

  private boolean costs(Terms terms, BigDecimal contractedUnitPrice) {
    return price(terms)
        .filter(price -> price.contracted().compareTo(contractedUnitPrice) == 0)
        .isPresent();
  }

  /** Usage may have been reported, and agreed about, under any name of the entry. */
  private List<AgreedPrice> aboutAnyNameOf(Terms list) {
    Usage usage = list.usage();
    return Stream.concat(
            about(usage).stream(),
            list.rate()
                .entry()
                .names()
                .map(
                    name ->
                        new AgreedPrices.Usage(usage.biller(), usage.account(), name, usage.sku()))
                .flatMap(named -> agreedPrices.about(named).stream()))
        .distinct()
        .toList();
  }

  private List<AgreedPrice> about(Usage usage) {
    return agreedPrices.about(
        new AgreedPrices.Usage(usage.biller(), usage.account(), usage.sku(), usage.sku()));
  }
}
