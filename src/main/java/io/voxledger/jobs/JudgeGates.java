package io.voxledger.jobs;

import io.voxledger.lake.DayFilter;
import io.voxledger.reconciliation.PeriodTotal;
import io.voxledger.settings.Settings.Gates;
import io.voxledger.tables.CostTables;
import io.voxledger.tables.UsageTables;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which of the settings' gates a run has broken. A gate that is not set is not looked at. */
final class JudgeGates {
  private final RunContext run;
  private final Gates gates;
  private final Set<LocalDate> pricedDays;

  JudgeGates(RunContext run, Set<LocalDate> pricedDays) {
    this.run = run;
    this.gates = run.settings().gates();
    this.pricedDays = pricedDays;
  }

  /**
   * A sentence for each broken gate.
   *
   * @param counts of the run; an absent one is 0
   * @param totals every period of open months, compared in this run or before
   */
  List<String> broken(Map<String, Long> counts, List<PeriodTotal> totals) {
    return Stream.of(
            quarantined(counts),
            unpriced(),
            shadowLarger(),
            unexplained(totals),
            missingBills(totals))
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<String> quarantined(Map<String, Long> counts) {
    long read = counts.getOrDefault("rows_read", 0L);
    long quarantined = counts.getOrDefault("rows_quarantined", 0L);
    return gates
        .quarantinedPct()
        .filter(
            percent ->
                BigDecimal.valueOf(quarantined * 100)
                        .compareTo(percent.multiply(BigDecimal.valueOf(read)))
                    > 0)
        .map(
            percent ->
                "gate quarantined_pct: " + quarantined + " of " + read + " rows are quarantined");
  }

  private Optional<String> unpriced() {
    if (gates.unpricedRecords().isEmpty() || pricedDays.isEmpty()) {
      return Optional.empty();
    }
    long unpriced =
        run.warehouse()
            .table(CostTables.UNPRICED_USAGE)
            .read()
            .filter(DayFilter.in("usage_date", pricedDays))
            .count();
    return gates
        .unpricedRecords()
        .filter(limit -> unpriced > limit)
        .map(limit -> "gate unpriced_records: " + unpriced + " records have no price");
  }

  private Optional<String> shadowLarger() {
    if (gates.shadowLarger().isEmpty() || pricedDays.isEmpty()) {
      return Optional.empty();
    }
    long larger =
        run.warehouse()
            .table(UsageTables.USAGE_AGREEMENT)
            .read()
            .filter(DayFilter.in("session_date", pricedDays))
            .filter("array_contains(flags, 'shadow_larger')")
            .count();
    return gates
        .shadowLarger()
        .filter(limit -> larger > limit)
        .map(
            limit ->
                "gate shadow_larger: "
                    + larger
                    + " times a shadowed source reports more than the used one; see usage_agreement");
  }

  private Optional<String> unexplained(List<PeriodTotal> totals) {
    BigDecimal unexplained =
        totals.stream()
            .filter(total -> total.status().isOpen())
            .map(total -> total.variance().abs())
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return gates
        .unexplainedUsd()
        .filter(limit -> unexplained.compareTo(limit) > 0)
        .map(
            limit ->
                "gate unexplained_usd: final periods differ by "
                    + unexplained.stripTrailingZeros().toPlainString()
                    + " USD");
  }

  private Optional<String> missingBills(List<PeriodTotal> totals) {
    long missing = new UnbilledPeriods(totals).count();
    return gates
        .missingBills()
        .filter(limit -> missing > limit)
        .map(limit -> "gate missing_bills: " + missing + " final periods have no bill");
  }
}
