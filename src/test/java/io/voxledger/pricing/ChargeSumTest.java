package io.voxledger.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.measure.Kind;
import io.voxledger.measure.Meter;
import io.voxledger.rates.AgreedPrices;
import io.voxledger.rates.AgreedPricesReader;
import io.voxledger.rates.Cards;
import io.voxledger.rates.PublishedRate;
import io.voxledger.rates.RateBook;
import io.voxledger.rates.RateRows;
import io.voxledger.usage.Flag;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChargeSumTest {
  private static final RateBook BOOK = Cards.book(Cards.yaml("b", RandomUses.RATES));
  private static final Pricer PRICER =
      new Pricer(BOOK, AgreedPricesReader.read(RandomUses.CONTRACTS));

  private record Charge(String rateId, BigDecimal contractedUnitPrice) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void theSumDoesNotDependOnOrderOrParts(long seed) {
    List<PricedMeter> meters = randomMeters(seed, 400);
    Map<Charge, ChargeCost> whole = costs(meters);
    List<PricedMeter> shuffled = new ArrayList<>(meters);
    Random random = new Random(seed);
    Collections.shuffle(shuffled, random);

    int cut = random.nextInt(shuffled.size());
    Map<Charge, ChargeSum> first = sums(shuffled.subList(0, cut));
    Map<Charge, ChargeSum> second = sums(shuffled.subList(cut, shuffled.size()));
    second.forEach((charge, sum) -> first.merge(charge, sum, ChargeSum::plus));

    assertThat(finished(first, meters)).isEqualTo(whole);
  }

  @ParameterizedTest
  @ValueSource(longs = {6, 7, 8})
  void theCostIsWhatTheRulesSayInRationalArithmetic(long seed) {
    List<PricedMeter> meters = randomMeters(seed, 300);
    Map<Charge, List<PricedMeter>> charges =
        meters.stream().collect(Collectors.groupingBy(ChargeSumTest::charge));

    Map<Charge, ChargeCost> costs = costs(meters);

    charges.forEach(
        (charge, records) -> {
          BigDecimal billable = billable(records);
          AppliedRate rate = records.get(0).rate();
          assertThat(costs.get(charge).billableQuantity()).isEqualByComparingTo(billable);
          // compare 2 × |cost × per − billable × price| ≤ 1e-12 × per: the cost is the nearest at
          // 12 decimals
          BigDecimal per = BigDecimal.valueOf(rate.per());
          BigDecimal error =
              costs
                  .get(charge)
                  .listCost()
                  .multiply(per)
                  .subtract(billable.multiply(rate.unitPrice()))
                  .abs();
          assertThat(error.multiply(BigDecimal.valueOf(2)))
              .isLessThanOrEqualTo(per.multiply(new BigDecimal("1e-12")));
        });
  }

  /** Whole increments counted one by one. */
  private static BigDecimal billable(List<PricedMeter> records) {
    if (records.get(0).roundedAlone()) {
      return records.stream()
          .map(r -> rounded(r.quantity(), r))
          .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
    BigDecimal sum =
        records.stream().map(PricedMeter::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
    return rounded(sum, records.get(0));
  }

  private static BigDecimal rounded(BigDecimal quantity, PricedMeter record) {
    BigDecimal increment = record.rate().rounding().increment().orElse(null);
    if (increment == null) {
      return quantity;
    }
    BigDecimal billed = increment;
    while (billed.compareTo(quantity) < 0) {
      billed = billed.add(increment);
    }
    return billed.max(record.rate().rounding().minimum());
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void everyPriceThatIsUsedIsAmongTheRowsOfItsCard(long seed) {
    Map<String, PublishedRate> rows =
        RateRows.of(BOOK.cards().get(0)).stream()
            .collect(Collectors.toMap(PublishedRate::rateId, Function.identity()));

    for (PricedMeter meter : randomMeters(seed, 500)) {
      PublishedRate row = rows.get(meter.rate().rateId());
      assertThat(row).isNotNull();
      assertThat(row.meter()).isEqualTo(meter.meter());
      assertThat(row.unitPrice()).isEqualTo(meter.rate().unitPrice());
      assertThat(row.price().multiply(row.multiplier()).setScale(12, RoundingMode.HALF_EVEN))
          .isEqualTo(row.unitPrice());
    }
  }

  @Test
  void flagsOfAllRecordsAreKept() {
    Pricer pricer =
        new Pricer(
            Cards.book(Cards.yaml("b", "- {model: m, prices: {input: 2}}\n")), AgreedPrices.NONE);
    PricedMeter plain = priced(pricer, Use.of("b", "m").with(Meter.INPUT_TEXT, "1"));
    PricedMeter flagged = priced(pricer, Use.of("b", "m").tier("gold").with(Meter.INPUT_TEXT, "1"));

    ChargeSum sum = ChargeSum.of(plain).plus(ChargeSum.of(flagged)).plus(ChargeSum.NONE);

    assertThat(sum.flags()).isEqualTo(Set.of(Flag.TIER_RATE_MISSING));
    assertThat(sum.records()).isEqualTo(2);
  }

  @Test
  void aChargeIsRoundedOnceToTheEvenNeighbour() {
    Pricer pricer =
        new Pricer(
            Cards.book(
                Cards.yaml(
                    "b",
                    "- {model: m, per: 1000000, prices: {input: 0.000001, output: 0.000003}}\n")),
            AgreedPrices.NONE);

    // 0.5 × 1e-6 / 1e6 = 0.5e-12 → 0; five of them 2.5e-12 → 2e-12; 0.5 × 3e-6 / 1e6 = 1.5e-12 →
    // 2e-12
    Use half = Use.of("b", "m").kind(Kind.STT).with(Meter.INPUT_TEXT, "0.5");
    assertThat(Bill.of(pricer, half).listCost()).isEqualByComparingTo("0");
    assertThat(Bill.of(pricer, half, half, half, half, half).listCost())
        .isEqualByComparingTo("0.000000000002");
    assertThat(Bill.of(pricer, Use.of("b", "m").with(Meter.OUTPUT_TEXT, "0.5")).listCost())
        .isEqualByComparingTo("0.000000000002");
  }

  private static PricedMeter priced(Pricer pricer, Use use) {
    return Bill.priced(pricer, use).meters().get(0);
  }

  private static List<PricedMeter> randomMeters(long seed, int uses) {
    RandomUses random = new RandomUses(seed);
    List<PricedMeter> meters = new ArrayList<>();
    for (int i = 0; i < uses; i++) {
      meters.addAll(Bill.priced(PRICER, random.next()).meters());
    }
    return meters;
  }

  private static Charge charge(PricedMeter meter) {
    return new Charge(meter.rate().rateId(), meter.rate().contractedUnitPrice());
  }

  private static Map<Charge, ChargeSum> sums(List<PricedMeter> meters) {
    return meters.stream()
        .collect(Collectors.toMap(ChargeSumTest::charge, ChargeSum::of, ChargeSum::plus));
  }

  private static Map<Charge, ChargeCost> costs(List<PricedMeter> meters) {
    return finished(sums(meters), meters);
  }

  private static Map<Charge, ChargeCost> finished(
      Map<Charge, ChargeSum> sums, List<PricedMeter> meters) {
    Map<Charge, AppliedRate> applied =
        meters.stream()
            .collect(Collectors.toMap(ChargeSumTest::charge, PricedMeter::rate, (a, b) -> a));
    return sums.entrySet().stream()
        .collect(
            Collectors.toMap(Map.Entry::getKey, e -> e.getValue().cost(applied.get(e.getKey()))));
  }
}
