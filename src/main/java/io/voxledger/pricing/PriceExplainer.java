package io.voxledger.pricing;

import io.voxledger.measure.Meter;
import io.voxledger.pricing.PricingResult.Priced;
import io.voxledger.rates.ConsideredRate;
import io.voxledger.rates.PriceChain;
import io.voxledger.rates.PublishedRate;
import io.voxledger.rates.RateTerms;
import java.util.ArrayList;
import java.util.List;

/** Tells how a record was priced, from the same lookup that prices it. */
public final class PriceExplainer {
  private final Pricer pricer;

  public PriceExplainer(Pricer pricer) {
    this.pricer = pricer;
  }

  /**
   * One explanation for each priced meter, in the order of {@link Priced#meters}; none for a record
   * without a price.
   */
  public List<Explanation> explain(UsageFacts usage) {
    if (!(pricer.price(usage) instanceof Priced priced)) {
      return List.of();
    }
    List<String> cards =
        pricer.book().considered(usage.biller(), usage.model(), usage.usedAt()).stream()
            .map(ConsideredRate::inWords)
            .toList();
    return priced.meters().stream().map(meter -> explain(meter, cards)).toList();
  }

  private static Explanation explain(PricedMeter priced, List<String> cards) {
    AppliedRate rate = priced.rate();
    return new Explanation(
        priced.meter(),
        rate,
        cards,
        chain(rate.published()),
        Arithmetic.unitPrice(rate),
        Arithmetic.contractedUnitPrice(rate));
  }

  private static List<String> chain(PublishedRate rate) {
    RateTerms terms = rate.terms();
    List<String> walked = new ArrayList<>();
    boolean isLong =
        terms.longContext().filter(lc -> lc.prices().find(rate.meter()).isPresent()).isPresent();
    if (terms.longContext().isPresent()) {
      walk(rate, isLong, "long-context prices", walked);
    }
    if (!isLong) {
      walk(rate, true, "prices of tier " + terms.serviceTier(), walked);
    }
    return walked;
  }

  private static void walk(PublishedRate rate, boolean hit, String list, List<String> walked) {
    for (PriceChain.Link link : PriceChain.of(rate.meter())) {
      Meter meter = link.meter();
      if (hit && meter == rate.publishedFor()) {
        walked.add(
            meter.code() + " in " + list + ": " + Arithmetic.number(rate.price()) + flag(link));
        return;
      }
      walked.add(meter.code() + " in " + list + ": none");
    }
  }

  private static String flag(PriceChain.Link link) {
    return link.flag().map(flag -> " (" + flag.code() + ")").orElse("");
  }
}
