package io.voxledger.settings;

import io.voxledger.costs.budgets.Budgets;
import io.voxledger.costs.hosting.HostingTerms;
import io.voxledger.costs.plans.Plans;
import io.voxledger.costs.whatif.TokenFactors;
import io.voxledger.rates.AgreedPrices;
import io.voxledger.reconciliation.Decisions;
import io.voxledger.reconciliation.Tolerance;
import io.voxledger.sources.ReadLimits;
import io.voxledger.time.BillingCalendar;
import io.voxledger.usage.SettleRules;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code conf/voxledger.yaml} and the files beside it say, with every default filled in.
 *
 * @param landing URI of the landing area, without a trailing slash
 * @param warehouse URI of the warehouse, without a trailing slash
 * @param rateFolders URIs of folders of rate cards besides the landing area's
 * @param rules who provides, bills and pays
 * @param tags keys of room metadata to carry
 * @param billers by biller; one that is not named has {@link Biller#DEFAULT}
 * @param limits what one landed file may ask for
 * @param hadoop options of file systems, by name
 * @param moneyHash hash of all settings that change what usage costs or whom it is charged to
 * @param monthsHash hash of all other settings that change what a month costs or may cost
 * @param file where they were read; empty for defaults alone
 */
public record Settings(
    String landing,
    String warehouse,
    List<String> rateFolders,
    SettleRules rules,
    Set<String> tags,
    Map<String, Biller> billers,
    BillingCalendar calendar,
    Tolerance tolerance,
    AgreedPrices agreedPrices,
    Decisions decisions,
    Gates gates,
    Budgets budgets,
    Plans plans,
    HostingTerms hosting,
    TokenFactors tokenFactors,
    ReadLimits limits,
    Map<String, String> hadoop,
    String moneyHash,
    String monthsHash,
    Optional<String> file) {

  /**
   * A biller's habits.
   *
   * @param lagDays how long after a period's end its bill may still change
   */
  public record Biller(int lagDays) {
    public static final Biller DEFAULT = new Biller(2);
  }

  /**
   * What ends a night with exit code 3.
   *
   * @param quarantinedPct share of the night's rows that may be quarantined, in per cent
   * @param unpricedRecords how many unpriced records the night's days may have
   * @param shadowLarger how many usages a shadowed source may report more of than the used one
   * @param unexplainedUsd variance that may stay outside tolerance on final periods, USD
   * @param missingBills how many final periods without a bill a run may find
   */
  public record Gates(
      Optional<BigDecimal> quarantinedPct,
      Optional<Long> unpricedRecords,
      Optional<Long> shadowLarger,
      Optional<BigDecimal> unexplainedUsd,
      Optional<Long> missingBills) {
    public static final Gates NONE =
        new Gates(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
  }

  public Biller biller(String name) {
    return billers.getOrDefault(name, Biller.DEFAULT);
  }

  /** The same settings with places from the command line or environment. */
  public Settings withPlaces(Optional<String> otherLanding, Optional<String> otherWarehouse) {
    return new Settings(
        otherLanding.orElse(landing),
        otherWarehouse.orElse(warehouse),
        rateFolders,
        rules,
        tags,
        billers,
        calendar,
        tolerance,
        agreedPrices,
        decisions,
        gates,
        budgets,
        plans,
        hosting,
        tokenFactors,
        limits,
        hadoop,
        moneyHash,
        monthsHash,
        file);
  }
}
