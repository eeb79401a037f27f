package io.voxledger.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.measure.Meter;
import io.voxledger.pricing.PricingResult.Priced;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The charges of several uses of one session and day, for tests. */
final class Bill {
  private record Key(String rateId, Meter meter, BigDecimal contractedUnitPrice) {}

  private final Map<Key, ChargeSum> sums = new HashMap<>();
  private final Map<Key, AppliedRate> rates = new HashMap<>();

  private Bill() {}

  /** Prices the uses, all of which must have a price, and sums them by charge. */
  static Bill of(Pricer pricer, Use... uses) {
    Bill bill = new Bill();
    for (Use use : uses) {
      priced(pricer, use).meters().forEach(bill::add);
    }
    return bill;
  }

  static Priced priced(Pricer pricer, Use use) {
    PricingResult result = pricer.price(use.facts());
    assertThat(result).isInstanceOf(Priced.class);
    return (Priced) result;
  }

  private void add(PricedMeter meter) {
    AppliedRate rate = meter.rate();
    Key key = new Key(rate.rateId(), meter.meter(), rate.contractedUnitPrice());
    sums.merge(key, ChargeSum.of(meter), ChargeSum::plus);
    rates.put(key, rate);
  }

  private Stream<ChargeCost> costs() {
    return sums.entrySet().stream().map(e -> e.getValue().cost(rates.get(e.getKey())));
  }

  BigDecimal listCost() {
    return costs().map(ChargeCost::listCost).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  BigDecimal contractedCost() {
    return costs().map(ChargeCost::contractedCost).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  BigDecimal billable() {
    return costs().map(ChargeCost::billableQuantity).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** The charges' public costs by meter; each meter must have one charge. */
  Map<Meter, BigDecimal> listCostByMeter() {
    Map<Meter, BigDecimal> costs = new EnumMap<>(Meter.class);
    sums.forEach(
        (key, sum) ->
            assertThat(costs.put(key.meter(), sum.cost(rates.get(key)).listCost())).isNull());
    return costs;
  }

  List<ChargeSum> charges() {
    return List.copyOf(sums.values());
  }
}
