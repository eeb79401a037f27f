package io.voxledger.reconciliation.causes;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import io.voxledger.billed.BillingPeriod;
import io.voxledger.measure.Meter;
import io.voxledger.pricing.OtherPrices;
import io.voxledger.reconciliation.ReconciliationRow;
import io.voxledger.reconciliation.Scope;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Lays the charges of a period beside the lines on which they are compared. */
final class LayOutPeriod {
  /** What decimals of other programs, and sums of rounded charges, may be off: a few billionths. */
  private static final BigDecimal LEAST_NOISE = new BigDecimal("0.000000002");

  private record Slot(String sku, Optional<Meter> meter) {}

  private final PeriodFacts facts;
  private final OtherPrices prices;
  private final List<BillRow> rows = new ArrayList<>();
  private final Map<Slot, Integer> bySlot = new HashMap<>();
  private final List<Item> items = new ArrayList<>();

  private LayOutPeriod(PeriodFacts facts, OtherPrices prices) {
    this.facts = facts;
    this.prices = prices;
  }

  /**
   * Only lines of skus that something was computed for: the others have no charge to re-price.
   *
   * @param settled lines that are explained already
   */
  static PeriodCase of(PeriodFacts facts, OtherPrices prices, Set<ReconciliationRow> settled) {
    LayOutPeriod layout = new LayOutPeriod(facts, prices);
    layout.addRows(settled);
    facts.charges().forEach(charge -> charge.byThreshold().forEach(layout::addCharge));
    layout.addPricesOfBilledOnly();
    return PeriodCase.of(layout.rows, layout.items);
  }

  private void addRows(Set<ReconciliationRow> settled) {
    Set<String> computed =
        facts.rows().stream()
            .filter(row -> row.key().scope() == Scope.LINE && row.computedCost().signum() != 0)
            .map(row -> row.key().sku().orElseThrow())
            .collect(toSet());
    Map<Slot, Long> lines =
        facts.lines().stream()
            .filter(line -> line.sku().isPresent())
            .collect(
                groupingBy(line -> new Slot(line.sku().get(), line.line().meter()), counting()));
    BigDecimal off = ShownDigits.of(facts).off();
    for (ReconciliationRow row : facts.rows()) {
      if (row.key().scope() == Scope.LINE
          && computed.contains(row.key().sku().orElseThrow())
          && !settled.contains(row)) {
        Slot slot = new Slot(row.key().sku().get(), row.key().meter());
        bySlot.put(slot, rows.size());
        BigDecimal digits = off.multiply(BigDecimal.valueOf(lines.getOrDefault(slot, 0L)));
        BigDecimal noise = digits.add(LEAST_NOISE).add(row.billedCost().abs().movePointLeft(9));
        rows.add(new BillRow(rows.size(), row, noise, facts.tolerance()));
      }
    }
  }

  private void addCharge(SkuCharge charge) {
    BillingPeriod period = facts.period().period();
    boolean isHere = period.contains(charge.billingDate());
    BigDecimal otherDay = otherDay(charge, period);
    if (!isHere && otherDay.signum() == 0) {
      return;
    }
    row(charge)
        .ifPresent(
            row -> {
              BigDecimal none = BigDecimal.ZERO;
              Item.Metering metering =
                  new Item.Metering(
                      charge.kind(),
                      isHere ? charge.charges() : 0,
                      isHere ? charge.quantity() : none,
                      isHere ? charge.wholeSeconds() : none,
                      isHere ? charge.wholeMinutes() : none,
                      otherDay);
              items.add(
                  new Item(
                      row,
                      charge.meter(),
                      isHere ? charge.billableQuantity() : none,
                      new OtherPrices.Price(
                          charge.contractedUnitPrice(), charge.unitPrice(), charge.per()),
                      BigDecimal.ONE,
                      prices.termsOf(
                          usage(
                              charge.sku(),
                              charge.usageDate(),
                              charge.pastThreshold().signum() > 0),
                          charge.rateId(),
                          charge.contractedUnitPrice()),
                      metering));
            });
  }

  private OtherPrices.Usage usage(String sku, LocalDate day, boolean isPastThreshold) {
    return new OtherPrices.Usage(
        facts.period().biller(), facts.period().account(), sku, day, isPastThreshold);
  }

  /** What of a charge is in the period when days begin at UTC's midnight, or the Pacific one. */
  private BigDecimal otherDay(SkuCharge charge, BillingPeriod period) {
    boolean isHere = period.contains(charge.billingDate());
    BigDecimal here = isHere ? charge.billableQuantity() : BigDecimal.ZERO;
    Neighbours beside = facts.neighbours();
    if (!facts.isUtc()) {
      LocalDate outside = isHere ? charge.usageDate() : charge.billingDate();
      boolean mayMove = outside.isBefore(period.start()) ? beside.before() : beside.after();
      BigDecimal byUtc =
          period.contains(charge.usageDate()) ? charge.billableQuantity() : BigDecimal.ZERO;
      return mayMove ? byUtc : here;
    }
    if (charge.billingDate().equals(period.start()) && beside.before()) {
      return here.subtract(charge.pacificDayBefore());
    }
    if (charge.billingDate().equals(period.end()) && beside.after()) {
      return charge.pacificDayBefore();
    }
    return here;
  }

  private Optional<Integer> row(SkuCharge charge) {
    for (Optional<Meter> meter :
        List.of(Optional.of(charge.meter()), charge.meter().generic(), Optional.<Meter>empty())) {
      Integer row = bySlot.get(new Slot(charge.sku(), meter));
      if (row != null) {
        return Optional.of(row);
      }
    }
    return Optional.empty();
  }

  /** A line that nothing was computed for, of a sku that was used, has a price all the same. */
  private void addPricesOfBilledOnly() {
    for (BillRow row : rows) {
      Optional<Meter> meter = row.compared().key().meter();
      if (meter.isPresent() && PeriodCase.itemsOf(row, items).isEmpty()) {
        likeInput(row, meter.get())
            .or(
                () ->
                    prices.baseTerms(
                        usage(row.sku(), facts.period().period().start(), false), meter.get()))
            .ifPresent(terms -> items.add(unused(row, terms)));
      }
    }
  }

  /** Cached input is priced under the terms of the input that it was part of. */
  private Optional<OtherPrices.Terms> likeInput(BillRow row, Meter meter) {
    return PriceHypotheses.uncached(meter).stream()
        .flatMap(input -> items.stream().filter(item -> isInput(item, input)))
        .filter(item -> rows.get(item.row()).sku().equals(row.sku()))
        .max(java.util.Comparator.comparing(Item::quantity))
        .flatMap(
            input ->
                Stream.of(Optional.of(meter), PriceHypotheses.cached(input.meter()))
                    .flatMap(Optional::stream)
                    .flatMap(as -> input.terms().map(terms -> terms.pricedAs(as)).stream())
                    .filter(terms -> prices.price(terms).isPresent())
                    .findFirst());
  }

  private static boolean isInput(Item item, Meter input) {
    return item.meter() == input || item.meter().generic().equals(Optional.of(input));
  }

  private Item unused(BillRow row, OtherPrices.Terms terms) {
    BigDecimal none = BigDecimal.ZERO;
    return new Item(
        row.index(),
        terms.meter(),
        none,
        prices.price(terms).orElseThrow(),
        BigDecimal.ONE,
        Optional.of(terms),
        new Item.Metering(kindOf(row), 0, none, none, none, none));
  }

  private io.voxledger.measure.Kind kindOf(BillRow row) {
    return items.stream()
        .filter(item -> rows.get(item.row()).sku().equals(row.sku()))
        .map(item -> item.metering().kind())
        .findFirst()
        .orElse(io.voxledger.measure.Kind.LLM);
  }
}
