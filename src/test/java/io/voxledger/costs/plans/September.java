package io.voxledger.costs.plans;

import io.voxledger.measure.Meter;
import io.voxledger.money.Rounding;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Builds the uses of account {@code p} in September 2026, which has 30 days. */
final class September {
  static final LocalDate MONTH = LocalDate.parse("2026-09-01");

  private final List<PlanUse> uses = new ArrayList<>();
  private String unitPrice = "0.0005";
  private long per = 60;
  private Instant effectiveFrom = Instant.parse("2026-01-01T00:00:00Z");

  /** The price of the uses that follow. */
  September price(String newUnitPrice, long newPer) {
    unitPrice = newUnitPrice;
    per = newPer;
    return this;
  }

  /** Since when the price of the uses that follow holds. */
  September since(String instant) {
    effectiveFrom = Instant.parse(instant);
    return this;
  }

  September webrtc(int day, String minutes) {
    return use(day, "webrtc", Meter.WEBRTC_SECONDS, minutes(minutes));
  }

  September use(int day, String sku, Meter meter, String quantity) {
    uses.add(use(day, sku, meter, quantity, false));
    return this;
  }

  September inference(int day, String sku, Meter meter, String quantity) {
    uses.add(use(day, sku, meter, quantity, true));
    return this;
  }

  private PlanUse use(int day, String sku, Meter meter, String quantity, boolean inference) {
    BigDecimal units = new BigDecimal(quantity);
    BigDecimal price = new BigDecimal(unitPrice);
    return new PlanUse(
        MONTH.withDayOfMonth(day),
        sku,
        meter,
        inference,
        effectiveFrom,
        price,
        per,
        units,
        Rounding.cost(units, price, per));
  }

  PlanMonth under(String plansYaml) {
    return MeasurePlan.measure("p", MONTH, PlansReader.read(plansYaml).of("p", MONTH), uses);
  }

  /** The month without a plan, and under one for the whole of it. */
  ComparePlan comparedWith(String plansYaml) {
    Plan other = PlansReader.read(plansYaml).of("p", MONTH).get(0).plan();
    return ComparePlan.of("p", MONTH, List.of(), other, uses);
  }

  /** By account, sku and meter. */
  Map<List<String>, BigDecimal> notBilled(String plansYaml) {
    return HardCaps.notBilled(PlansReader.read(plansYaml), MONTH, () -> Map.of("p", uses));
  }

  static String minutes(String minutes) {
    return new BigDecimal(minutes).multiply(BigDecimal.valueOf(60)).toPlainString();
  }
}
