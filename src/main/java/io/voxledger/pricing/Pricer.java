package io.voxledger.pricing;

import io.voxledger.measure.Meter;
import io.voxledger.pricing.PricingResult.Priced;
import io.voxledger.pricing.PricingResult.Unpriced;
import io.voxledger.rates.AgreedPrice;
import io.voxledger.rates.AgreedPrices;
import io.voxledger.rates.AppliedTier;
import io.voxledger.rates.ExchangeRates;
import io.voxledger.rates.PublishedRate;
import io.voxledger.rates.RateBook;
import io.voxledger.rates.RateEntry;
import io.voxledger.rates.RateInForce;
import io.voxledger.rates.RateLookup;
import io.voxledger.rates.RateSlice;
import io.voxledger.usage.Flag;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the price of every meter of a usage record: a pure function of the record, the rate book
 * and the agreed prices. Thread-safe.
 */
public final class Pricer implements Serializable {
  private static final long serialVersionUID = 1L;

  private final RateBook book;
  private final AgreedPrices agreedPrices;
  private final transient AppliedRates appliedRates = new AppliedRates();

  /** Under what a record is priced. */
  private record Terms(
      RateInForce rate, RateSlice slice, ExchangeRates.Rate exchange, boolean isPastThreshold) {}

  public Pricer(RateBook book, AgreedPrices agreedPrices) {
    this.book = book;
    this.agreedPrices = agreedPrices;
  }

  public RateBook book() {
    return book;
  }

  /**
   * Prices a record as a whole: every meter of the basis that is billed, or none. A resource
   * without a quantity is priced at 0 of its own meter.
   */
  public PricingResult price(UsageFacts usage) {
    if (usage.quantities().isModalityUnknown()) {
      return ModalityBounds.unpriced(this, usage);
    }
    RateLookup lookup = book.find(usage.biller(), usage.model(), usage.usedAt());
    if (lookup instanceof RateLookup.Found found) {
      return price(usage, found.rate());
    }
    if (lookup instanceof RateLookup.NoRateCard none) {
      return new Unpriced(UnpricedReason.NO_RATE_CARD, none.detail(), none.suggestion());
    }
    RateLookup.NoRateForModel none = (RateLookup.NoRateForModel) lookup;
    return new Unpriced(UnpricedReason.NO_RATE_FOR_MODEL, none.detail(), none.suggestion());
  }

  private static boolean isLong(UsageFacts usage, RateEntry entry) {
    return usage.contextTokens().isPresent()
        && entry
            .longContext()
            .filter(prices -> prices.appliesTo(usage.contextTokens().getAsLong()))
            .isPresent();
  }

  private PricingResult price(UsageFacts usage, RateInForce rate) {
    AppliedTier tier = rate.entry().tier(usage.serviceTier());
    RateSlice slice = rate.slice(tier, usage.region(), usage.usedAt(), usage.contextTokens());
    Map<Meter, BigDecimal> used = BilledMeters.used(usage.kind(), usage.quantities());
    BilledMeters billed = BilledMeters.of(used, slice);
    if (billed.priced().isEmpty() || !billed.missing().isEmpty()) {
      return MissingPrices.noRateForMeter(rate, slice, billed.missing());
    }
    LocalDate day = usage.usedAt().atOffset(ZoneOffset.UTC).toLocalDate();
    Optional<ExchangeRates.Rate> exchange = book.exchangeRates().find(rate.card().currency(), day);
    if (exchange.isEmpty()) {
      return MissingPrices.noExchangeRate(rate, day);
    }
    Set<Flag> flags = RecordFlags.of(usage, rate.entry(), tier, billed.priced());
    if (exchange.get().carried()) {
      flags = RecordFlags.with(flags, Flag.FX_CARRIED);
    }
    boolean past = tier.longContext().isEmpty() && isLong(usage, rate.entry());
    Terms terms = new Terms(rate, slice, exchange.get(), past);
    Priced priced = priced(usage, terms, billed.priced(), flags);
    return AbsurdCost.in(priced).map(AbsurdCost::unpriced).orElse(priced);
  }

  private Priced priced(UsageFacts usage, Terms terms, List<Meter> billed, Set<Flag> recordFlags) {
    List<AgreedPrice> agreements = agreements(usage, terms.rate());
    Map<Meter, BigDecimal> used = BilledMeters.used(usage.kind(), usage.quantities());
    List<PricedMeter> meters = new ArrayList<>(billed.size());
    Set<Flag> allFlags = recordFlags;
    for (Meter meter : billed) {
      PublishedRate published = terms.slice().find(meter).orElseThrow();
      Set<Flag> flags = recordFlags;
      if (published.flag().isPresent()) {
        flags = RecordFlags.with(flags, published.flag().get());
        allFlags = RecordFlags.with(allFlags, published.flag().get());
      }
      Optional<AgreedPrice> agreed = AgreedPrices.winner(agreements, meter, usage.usedAt());
      AppliedRate rate = appliedRates.of(published, terms.exchange(), agreed);
      meters.add(
          new PricedMeter(
              meter,
              used.get(meter),
              usage.kind().isResource(),
              terms.isPastThreshold(),
              rate,
              flags));
    }
    return new Priced(Collections.unmodifiableList(meters), allFlags);
  }

  private List<AgreedPrice> agreements(UsageFacts usage, RateInForce rate) {
    return agreedPrices.isEmpty()
        ? List.of()
        : agreedPrices.about(
            new AgreedPrices.Usage(
                usage.biller(), usage.account(), usage.model(), rate.entry().model()));
  }

  private Object readResolve() {
    return new Pricer(book, agreedPrices);
  }
}
