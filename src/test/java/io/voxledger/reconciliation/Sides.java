package io.voxledger.reconciliation;

import io.voxledger.billed.BillCategory;
import io.voxledger.billed.BillFile;
import io.voxledger.billed.BillLine;
import io.voxledger.billed.BillPeriod;
import io.voxledger.billed.BillStanding;
import io.voxledger.billed.BilledLine;
import io.voxledger.billed.BilledQuantity;
import io.voxledger.billed.BillingPeriod;
import io.voxledger.billed.Sources;
import io.voxledger.billed.UsdValue;
import io.voxledger.measure.Basis;
import io.voxledger.measure.Meter;
import io.voxledger.money.Rounding;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Builds the two sides of 2026-09-01 for tests. */
final class Sides {
  static final LocalDate DAY = LocalDate.parse("2026-09-01");
  static final ReconciledPeriod PERIOD =
      new ReconciledPeriod("openai", "acct", BillingPeriod.day(DAY));

  private final List<ComputedCost> computed = new ArrayList<>();
  private final List<BilledLine> billed = new ArrayList<>();

  Sides computed(String sku, Meter meter, String quantity, String cost) {
    return computed(DAY, sku, meter, quantity, cost);
  }

  Sides computed(LocalDate usageDate, String sku, Meter meter, String quantity, String cost) {
    computed.add(
        new ComputedCost(
            sku, meter, usageDate, Rounding.quantity(new BigDecimal(quantity)), usd(cost)));
    return this;
  }

  /** A line in tokens for a sku that is known unless it begins with {@code ?}. */
  Sides billed(String sku, Meter meter, String quantity, String amount) {
    return billed(sku, meter, BilledQuantity.of(new BigDecimal(quantity), Basis.TOKENS), amount);
  }

  Sides billed(String sku, Meter meter, BilledQuantity quantity, String amount) {
    return add(
        BillCategory.USAGE,
        sku,
        Optional.ofNullable(meter),
        Optional.ofNullable(quantity),
        amount,
        false);
  }

  Sides charged(BillCategory category, String amount) {
    return add(category, "?" + category, Optional.empty(), Optional.empty(), amount, false);
  }

  /** A line of which {@code fx} USD are due to the bill's exchange rate. */
  Sides billedAbroad(String sku, Meter meter, String quantity, String amount, String fx) {
    billed(sku, meter, quantity, amount);
    BilledLine last = billed.remove(billed.size() - 1);
    UsdValue usd = new UsdValue(Optional.of(usd(amount)), Optional.of(usd(fx)), List.of());
    billed.add(
        new BilledLine(
            last.id(),
            last.standing(),
            last.file(),
            last.pull(),
            last.line(),
            last.billingPeriod(),
            last.sku(),
            usd));
    return this;
  }

  /** A line in euros that was converted to {@code usd}. */
  Sides billedInEuros(String sku, Meter meter, String quantity, String euros, String usd) {
    return add(
        BillCategory.USAGE,
        sku,
        Optional.of(meter),
        Optional.of(BilledQuantity.of(new BigDecimal(quantity), Basis.TOKENS)),
        euros,
        "EUR",
        UsdValue.of(usd(usd)),
        false);
  }

  Sides open(String sku, Meter meter, String amount) {
    return add(BillCategory.USAGE, sku, Optional.of(meter), Optional.empty(), amount, true);
  }

  private Sides add(
      BillCategory category,
      String sku,
      Optional<Meter> meter,
      Optional<BilledQuantity> quantity,
      String amount,
      boolean open) {
    return add(category, sku, meter, quantity, amount, "USD", UsdValue.of(usd(amount)), open);
  }

  private Sides add(
      BillCategory category,
      String sku,
      Optional<Meter> meter,
      Optional<BilledQuantity> quantity,
      String amount,
      String currency,
      UsdValue usd,
      boolean open) {
    BillLine line =
        new BillLine(
            Integer.toString(billed.size()),
            "acct",
            "openai",
            "acct",
            Optional.empty(),
            period(),
            Optional.of(sku),
            Optional.of(sku),
            meter,
            Optional.empty(),
            category,
            quantity,
            new BigDecimal(amount),
            currency,
            open);
    BillFile file =
        new BillFile(Sources.OPENAI_COSTS, "f", "h", Optional.empty(), Optional.empty());
    billed.add(
        new BilledLine(
            "id" + billed.size(),
            BillStanding.USED,
            file.path(),
            file.pull(),
            line,
            Sources.OPENAI_COSTS.billingPeriod(line.period()),
            sku.startsWith("?") ? Optional.empty() : Optional.of(sku),
            usd));
    return this;
  }

  PeriodSides sides() {
    return new PeriodSides(PERIOD, computed, billed, false);
  }

  PeriodSides sidesWithBillSeen() {
    return new PeriodSides(PERIOD, computed, billed, true);
  }

  static BigDecimal usd(String amount) {
    return Rounding.cost(new BigDecimal(amount));
  }

  private static BillPeriod period() {
    return new BillPeriod(
        Instant.parse("2026-09-01T00:00:00Z"), Instant.parse("2026-09-02T00:00:00Z"));
  }
}
