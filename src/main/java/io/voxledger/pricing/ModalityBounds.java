package io.voxledger.pricing;

import io.voxledger.measure.Meter;
import io.voxledger.measure.Quantities;
import io.voxledger.pricing.PricingResult.CostBounds;
import io.voxledger.pricing.PricingResult.Priced;
import io.voxledger.pricing.PricingResult.Unpriced;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Bounds what tokens of unknown modality can have cost: all of them text, or all of them audio. */
final class ModalityBounds {
  private static final Map<Meter, Meter> AS_TEXT =
      Map.of(
          Meter.INPUT, Meter.INPUT_TEXT,
          Meter.CACHE_READ, Meter.CACHE_READ_TEXT,
          Meter.OUTPUT, Meter.OUTPUT_TEXT);
  private static final Map<Meter, Meter> AS_AUDIO =
      Map.of(
          Meter.INPUT, Meter.INPUT_AUDIO,
          Meter.CACHE_READ, Meter.CACHE_READ_AUDIO,
          Meter.OUTPUT, Meter.OUTPUT_AUDIO);

  private ModalityBounds() {}

  static Unpriced unpriced(Pricer pricer, UsageFacts usage) {
    List<BigDecimal> costs =
        Stream.of(AS_TEXT, AS_AUDIO)
            .map(modality -> usage.withQuantities(as(modality, usage.quantities())))
            .flatMap(assumed -> cost(pricer.price(assumed)).stream())
            .toList();
    Optional<CostBounds> bounds =
        costs.stream()
            .min(BigDecimal::compareTo)
            .map(low -> new CostBounds(low, costs.stream().reduce(low, BigDecimal::max)));
    return new Unpriced(
        UnpricedReason.MODALITY_UNKNOWN,
        "the source does not tell text from audio tokens of " + usage.model(),
        "report tokens by modality (provider events, or a newer SDK); the bounds take all as text and all as audio",
        bounds);
  }

  private static Quantities as(Map<Meter, Meter> modality, Quantities quantities) {
    Quantities.Builder assumed = Quantities.builder();
    quantities.asMap().forEach((meter, q) -> assumed.add(modality.getOrDefault(meter, meter), q));
    return assumed.build();
  }

  private static Optional<BigDecimal> cost(PricingResult result) {
    return result instanceof Priced priced
        ? priced.meters().stream()
            .map(meter -> ChargeSum.of(meter).cost(meter.rate()).contractedCost())
            .reduce(BigDecimal::add)
        : Optional.empty();
  }
}
