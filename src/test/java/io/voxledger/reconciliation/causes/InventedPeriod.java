package io.voxledger.reconciliation.causes;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import io.voxledger.billed.BillCategory;
import io.voxledger.billed.BillFile;
import io.voxledger.billed.BillLine;
import io.voxledger.billed.BillPeriod;
import io.voxledger.billed.BillStanding;
import io.voxledger.billed.BilledLine;
import io.voxledger.billed.BilledQuantity;
import io.voxledger.billed.BillingPeriod;
import io.voxledger.billed.FxRates;
import io.voxledger.billed.Sources;
import io.voxledger.billed.UsdValue;
import io.voxledger.measure.Basis;
import io.voxledger.measure.Kind;
import io.voxledger.measure.Meter;
import io.voxledger.measure.Quantities;
import io.voxledger.money.Rounding;
import io.voxledger.pricing.ChargeCost;
import io.voxledger.pricing.ChargeSum;
import io.voxledger.pricing.MeteredOtherwise;
import io.voxledger.pricing.OtherPrices;
import io.voxledger.pricing.PricedMeter;
import io.voxledger.pricing.Pricer;
import io.voxledger.pricing.PricingResult;
import io.voxledger.pricing.UsageFacts;
import io.voxledger.rates.AgreedPrices;
import io.voxledger.rates.RateBook;
import io.voxledger.reconciliation.PeriodSides;
import io.voxledger.reconciliation.Reconcile;
import io.voxledger.reconciliation.ReconcileTerms;
import io.voxledger.reconciliation.ReconciledPeriod;
import io.voxledger.reconciliation.ReconciliationRow;
import io.voxledger.reconciliation.Tolerance;
import io.voxledger.time.BillingCalendar;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The usage and the bill of one day of biller {@code openai}, for tests. */
final class InventedPeriod {
  static final LocalDate DAY = LocalDate.parse("2026-09-14");

  private final RateBook known;
  private final RateBook every;
  private final AgreedPrices agreed;
  private final List<Use> uses = new ArrayList<>();
  private final List<BilledLine> lines = new ArrayList<>();
  private final List<BilledLine> earlier = new ArrayList<>();
  private final Map<String, Map<Meter, BigDecimal>> unpriced = new HashMap<>();
  private final List<ServedQuantity> served = new ArrayList<>();
  private long silentSessions;
  private boolean isPulledEarly;

  /** A request, stream or connection. */
  record Use(String session, UsageFacts facts) {}

  private record RateKey(String sku, Meter meter, String rateId, BigDecimal price, LocalDate day) {}

  private record ChargeKey(String session, RateKey rate) {}

  InventedPeriod(RateBook book) {
    this(book, book, AgreedPrices.NONE);
  }

  /**
   * A period.
   *
   * @param known the cards that usage is priced with
   * @param every all cards, those recorded later too
   */
  InventedPeriod(RateBook known, RateBook every, AgreedPrices agreed) {
    this.known = known;
    this.every = every;
    this.agreed = agreed;
  }

  InventedPeriod use(String session, String model, Kind kind, Object... meters) {
    return use(session, at("12:00:00"), model, kind, null, null, 0, meters);
  }

  InventedPeriod use(
      String session,
      Instant at,
      String model,
      Kind kind,
      String tier,
      String region,
      long context,
      Object... meters) {
    Quantities.Builder quantities = Quantities.builder();
    for (int i = 0; i < meters.length; i += 2) {
      quantities.add((Meter) meters[i], new BigDecimal(meters[i + 1].toString()));
    }
    uses.add(
        new Use(
            session,
            new UsageFacts(
                "openai",
                "acct",
                model,
                kind,
                Optional.ofNullable(tier),
                Optional.ofNullable(region),
                at,
                OptionalLong.of(context),
                quantities.build())));
    return this;
  }

  static Instant at(String time) {
    return Instant.parse(DAY + "T" + time + "Z");
  }

  InventedPeriod unpriced(String model, Meter meter, String quantity) {
    unpriced
        .computeIfAbsent(model, m -> new HashMap<>())
        .put(meter, Rounding.quantity(new BigDecimal(quantity)));
    return this;
  }

  /** What the provider's usage export says; {@code tier} may be null. */
  InventedPeriod served(String sku, String tier, Object... meters) {
    for (int i = 0; i < meters.length; i += 2) {
      served.add(
          new ServedQuantity(
              "openai",
              "acct",
              sku,
              BillingPeriod.day(DAY),
              Optional.ofNullable(tier),
              (Meter) meters[i],
              new BigDecimal(meters[i + 1].toString())));
    }
    return this;
  }

  /** Sessions with connections and no usage. */
  InventedPeriod silent(long sessions) {
    silentSessions = sessions;
    return this;
  }

  InventedPeriod pulledEarly() {
    isPulledEarly = true;
    return this;
  }

  /** A line for usage; {@code meter} and {@code quantity} may be null. */
  InventedPeriod billed(String model, Meter meter, String quantity, String amount) {
    lines.add(line(BillStanding.USED, BillCategory.USAGE, model, meter, quantity, amount));
    return this;
  }

  InventedPeriod billedBefore(String model, Meter meter, String quantity, String amount) {
    earlier.add(line(BillStanding.SUPERSEDED, BillCategory.USAGE, model, meter, quantity, amount));
    return this;
  }

  InventedPeriod charged(BillCategory category, String text, String amount) {
    lines.add(line(BillStanding.USED, category, text, null, null, amount));
    return this;
  }

  private BilledLine line(
      BillStanding standing,
      BillCategory category,
      String model,
      Meter meter,
      String quantity,
      String amount) {
    int number = lines.size() + earlier.size();
    Instant start = DAY.atStartOfDay().toInstant(ZoneOffset.UTC);
    BillLine line =
        new BillLine(
            Integer.toString(number),
            "acct",
            "openai",
            "acct",
            Optional.empty(),
            new BillPeriod(start, start.plusSeconds(86_400)),
            Optional.of(model),
            Optional.of(model),
            Optional.ofNullable(meter),
            Optional.empty(),
            category,
            Optional.ofNullable(quantity)
                .map(q -> BilledQuantity.of(new BigDecimal(q), basisOf(model, meter))),
            new BigDecimal(amount),
            "USD",
            false);
    BillFile file =
        new BillFile(Sources.OPENAI_COSTS, "f", "h", Optional.empty(), Optional.empty());
    return new BilledLine(
        "id" + number,
        standing,
        file.path(),
        file.pull(),
        line,
        Sources.OPENAI_COSTS.billingPeriod(line.period()),
        category == BillCategory.USAGE ? every.sku("openai", model, start) : Optional.empty(),
        UsdValue.of(Rounding.cost(new BigDecimal(amount))));
  }

  private static Basis basisOf(String model, Meter meter) {
    boolean isTime = List.of("speech", "rooms", "nova-3", "webrtc").contains(model);
    return meter != null ? meter.basis() : isTime ? Basis.SECONDS : Basis.TOKENS;
  }

  /** What was computed, by sku, meter and rate. */
  List<SkuCharge> charges() {
    Pricer pricer = new Pricer(known, agreed);
    Map<ChargeKey, ChargeSum> sums = new LinkedHashMap<>();
    Map<RateKey, PricedMeter> rates = new HashMap<>();
    Map<RateKey, Kind> kinds = new HashMap<>();
    for (Use use : uses) {
      if (pricer.price(use.facts()) instanceof PricingResult.Priced priced) {
        for (PricedMeter meter : priced.meters()) {
          RateKey rate =
              new RateKey(
                  meter.rate().sku(),
                  meter.meter(),
                  meter.rate().rateId(),
                  meter.rate().contractedUnitPrice(),
                  use.facts().usedAt().atOffset(ZoneOffset.UTC).toLocalDate());
          rates.put(rate, meter);
          kinds.put(rate, use.facts().kind());
          boolean before = BillingCalendar.isDayBeforeInPacificTime(use.facts().usedAt());
          sums.merge(
              new ChargeKey(use.session(), rate), ChargeSum.of(meter, before), ChargeSum::plus);
        }
      }
    }
    List<SkuCharge> charges = new ArrayList<>();
    sums.forEach((key, sum) -> charges.add(charge(key.rate(), rates, kinds.get(key.rate()), sum)));
    return added(charges);
  }

  private static SkuCharge charge(
      RateKey key, Map<RateKey, PricedMeter> rates, Kind kind, ChargeSum sum) {
    PricedMeter meter = rates.get(key);
    ChargeCost cost = sum.cost(meter.rate());
    MeteredOtherwise otherwise = sum.meteredOtherwise(key.meter().basis() == Basis.SECONDS);
    return new SkuCharge(
        "openai",
        "acct",
        key.day(),
        key.day(),
        kind,
        key.sku(),
        key.meter(),
        key.rateId(),
        meter.rate().unitPrice(),
        meter.rate().contractedUnitPrice(),
        meter.rate().per(),
        1,
        cost.quantity(),
        cost.billableQuantity(),
        otherwise.wholeSeconds(),
        otherwise.wholeMinutes(),
        otherwise.dayBefore(),
        otherwise.pastThreshold(),
        cost.contractedCost());
  }

  private static List<SkuCharge> added(List<SkuCharge> charges) {
    return charges.stream()
        .collect(
            groupingBy(
                c ->
                    List.of(c.sku(), c.meter(), c.rateId(), c.contractedUnitPrice(), c.usageDate()),
                LinkedHashMap::new,
                toList()))
        .values()
        .stream()
        .map(same -> same.stream().reduce(InventedPeriod::plus).orElseThrow())
        .toList();
  }

  private static SkuCharge plus(SkuCharge a, SkuCharge b) {
    return new SkuCharge(
        a.biller(),
        a.account(),
        a.usageDate(),
        a.billingDate(),
        a.kind(),
        a.sku(),
        a.meter(),
        a.rateId(),
        a.unitPrice(),
        a.contractedUnitPrice(),
        a.per(),
        a.charges() + b.charges(),
        a.quantity().add(b.quantity()),
        a.billableQuantity().add(b.billableQuantity()),
        a.wholeSeconds().add(b.wholeSeconds()),
        a.wholeMinutes().add(b.wholeMinutes()),
        a.pacificDayBefore().add(b.pacificDayBefore()),
        a.pastThreshold().add(b.pastThreshold()),
        a.contractedCost().add(b.contractedCost()));
  }

  List<ReconciliationRow> rows() {
    ReconciledPeriod period = new ReconciledPeriod("openai", "acct", BillingPeriod.day(DAY));
    ReconcileTerms terms =
        new ReconcileTerms(Tolerance.DEFAULT, DAY.plusDays(30), 2, FxRates.USD_ONLY);
    return new Reconcile(terms, Map.of())
        .period(
            new PeriodSides(
                period,
                charges().stream()
                    .filter(charge -> charge.billingDate().equals(DAY))
                    .map(charge -> charge.dailyCost().cost())
                    .toList(),
                lines,
                true));
  }

  ExplainPeriod.Result explain() {
    ReconciledPeriod period = new ReconciledPeriod("openai", "acct", BillingPeriod.day(DAY));
    return new ExplainPeriod(new OtherPrices(every, agreed))
        .explain(
            new PeriodFacts(
                period,
                rows(),
                lines,
                earlier,
                charges(),
                charges().stream().map(SkuCharge::sku).collect(toSet()),
                Map.of(),
                served,
                silentSessions,
                unpriced,
                Tolerance.DEFAULT,
                true,
                Neighbours.BOTH,
                isPulledEarly));
  }
}
