package io.voxledger.reconciliation.causes;

import static java.util.stream.Collectors.toSet;

import io.voxledger.billed.BillCategory;
import io.voxledger.billed.BilledLine;
import io.voxledger.measure.Meter;
import io.voxledger.pricing.OtherPrices;
import io.voxledger.reconciliation.Component;
import io.voxledger.reconciliation.ReconciliationRow;
import io.voxledger.reconciliation.Scope;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the bill's lines say by themselves: nothing has to be supposed or re-priced. */
final class OwnLines {
  private static final Pattern HELPER =
      Pattern.compile(
          "transcri|whisper|embed|moderation|rerank|guard|turn-detect", Pattern.CASE_INSENSITIVE);

  /** What sums of rounded charges and a bill's digits may be off, USD. */
  private static final BigDecimal A_MILLIONTH = BigDecimal.ONE.movePointLeft(6);

  private static final Set<BillCategory> MAY_BE_MINIMUM =
      EnumSet.of(BillCategory.ADJUSTMENT, BillCategory.PURCHASE);

  private final PeriodFacts facts;
  private final OtherPrices prices;
  private final UnpricedUsage unpriced;
  private final List<BilledLine> billedOnly;
  private final List<Claim> claims = new ArrayList<>();
  private final Set<ReconciliationRow> settled = new LinkedHashSet<>();

  private OwnLines(PeriodFacts facts, OtherPrices prices) {
    this.facts = facts;
    this.prices = prices;
    this.unpriced = new UnpricedUsage(facts.unpriced());
    this.billedOnly =
        facts.rows().stream().filter(OwnLines::isBilledOnly).flatMap(this::lines).toList();
  }

  static OwnLines of(PeriodFacts facts, OtherPrices prices) {
    OwnLines own = new OwnLines(facts, prices);
    Set<String> computed = own.computedSkus();
    for (ReconciliationRow row : facts.rows()) {
      own.addExchange(row);
      switch (row.key().scope()) {
        case CATEGORY -> own.addCategory(row);
        case UNMAPPED -> own.addUnmapped(row);
        case LINE -> own.addLine(row, computed);
        case TOTAL -> {}
      }
    }
    return own;
  }

  List<Claim> claims() {
    return claims;
  }

  /** The rows of which nothing is left to explain. */
  Set<ReconciliationRow> settled() {
    return settled;
  }

  private Set<String> computedSkus() {
    return facts.rows().stream()
        .filter(row -> row.key().scope() == Scope.LINE)
        .filter(row -> !isBilledOnly(row))
        .map(row -> row.key().sku().orElseThrow())
        .collect(toSet());
  }

  private static boolean isBilledOnly(ReconciliationRow row) {
    return row.components().find(Component.BILLED_ONLY).isPresent();
  }

  private void settle(Cause cause, ReconciliationRow row, BigDecimal amount, String words) {
    settled.add(row);
    claims.add(new Claim(cause, Confidence.EXACT, Optional.of(row.key()), amount, words));
  }

  private void addExchange(ReconciliationRow row) {
    BigDecimal amount = BillRow.exchange(row);
    if (row.key().scope() == Scope.LINE && amount.signum() != 0) {
      claims.add(
          new Claim(
              Cause.FX_RATE,
              Confidence.EXACT,
              Optional.of(row.key()),
              amount,
              "at the bill's exchange rate, its own or that of its first day, not at those of the days of use"));
    }
  }

  private void addCategory(ReconciliationRow row) {
    String category = row.key().lineItem().orElseThrow();
    BigDecimal minimum = minimumCharges(category);
    if (minimum.signum() != 0) {
      settle(Cause.MINIMUM_CHARGE, row, minimum, "the bill's own minimum charge");
    }
    BigDecimal rest = row.variance().subtract(minimum);
    if (rest.signum() != 0) {
      settle(cause(category), row, rest, "the bill's own lines of category " + category);
    }
  }

  /** Credits and taxes may speak of a minimum, and are none. */
  private BigDecimal minimumCharges(String category) {
    return facts.lines().stream()
        .filter(line -> line.line().category().code().equals(category))
        .filter(line -> MAY_BE_MINIMUM.contains(line.line().category()))
        .filter(
            line ->
                line.line()
                    .lineItem()
                    .filter(text -> text.toLowerCase(Locale.ROOT).contains("minimum"))
                    .isPresent())
        .flatMap(line -> line.billedCostUsd().stream())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static Cause cause(String category) {
    return switch (BillCategory.valueOf(category.toUpperCase(Locale.ROOT))) {
      case CREDIT -> Cause.CREDIT;
      case TAX -> Cause.TAX;
      case ADJUSTMENT -> Cause.ADJUSTMENT;
      case PURCHASE -> Cause.PLAN_FEE;
      case ALLOWANCE -> Cause.PLAN_ALLOWANCE;
      case USAGE -> throw new IllegalArgumentException("usage is compared by sku");
    };
  }

  private void addUnmapped(ReconciliationRow row) {
    if (row.variance().signum() == 0) {
      return;
    }
    if (settleUnpriced(row, row.variance())) {
      return;
    }
    settle(
        Cause.SKU_UNMAPPED,
        row,
        row.variance(),
        "'" + row.key().lineItem().orElse("a line without text") + "' is no model known here");
  }

  /**
   * Whether it is what days by US Pacific time bring here from the day after: the line then is the
   * usage between two midnights, to the last digit.
   */
  private boolean isOfDayAfter(ReconciliationRow row, BigDecimal amount) {
    BigDecimal cost =
        facts.charges().stream()
            .filter(c -> facts.isUtc() && facts.neighbours().after())
            .filter(c -> c.billingDate().equals(facts.period().period().end()))
            .filter(c -> row.key().sku().equals(Optional.of(c.sku())))
            .filter(c -> isOn(c.meter(), row.key().meter()))
            .map(SkuCharge::costOfPacificDayBefore)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return cost.signum() > 0 && amount.subtract(cost).abs().compareTo(A_MILLIONTH) <= 0;
  }

  /** Whether a meter of ours is counted on a line of the bill. */
  private static boolean isOn(Meter ours, Optional<Meter> line) {
    return line.isEmpty() || line.get() == ours || line.equals(ours.generic());
  }

  private Stream<BilledLine> lines(ReconciliationRow row) {
    return facts.lines().stream()
        .filter(line -> line.sku().equals(row.key().sku()))
        .filter(
            line ->
                row.key().scope() == Scope.UNMAPPED
                    ? line.line().lineItem().equals(row.key().lineItem())
                    : line.line().meter().equals(row.key().meter()));
  }

  private boolean settleUnpriced(ReconciliationRow row, BigDecimal amount) {
    return settle(row, unpriced(row, amount));
  }

  private Optional<Claim> unpriced(ReconciliationRow row, BigDecimal amount) {
    return unpriced.claim(row, lines(row).toList(), billedOnly, amount);
  }

  private boolean settle(ReconciliationRow row, Optional<Claim> claim) {
    claim.ifPresent(
        found -> {
          settled.add(row);
          claims.add(found);
        });
    return claim.isPresent();
  }

  /**
   * A line of a sku that was used, of a meter that nothing was computed for: what was used of it
   * without a price, if that is all of it, or no card has a price for the rest.
   */
  private void addMeterWithoutPrice(ReconciliationRow row, String sku, BigDecimal amount) {
    if (isBilledOnly(row)
        && row.billedQuantity().isPresent()
        && row.key().meter().filter(unpriced.quantities(sku)::containsKey).isPresent()) {
      boolean mayBePriced =
          prices
              .baseTerms(
                  new OtherPrices.Usage(
                      facts.period().biller(),
                      facts.period().account(),
                      sku,
                      facts.period().period().start(),
                      false),
                  row.key().meter().get())
              .isPresent();
      settle(
          row,
          unpriced(row, amount).filter(c -> !mayBePriced || c.confidence() == Confidence.EXACT));
    }
  }

  /** A sku that is billed and was not used at all. */
  private void addLine(ReconciliationRow row, Set<String> computed) {
    String sku = row.key().sku().orElseThrow();
    BigDecimal amount = row.variance().subtract(BillRow.exchange(row));
    if (amount.signum() == 0) {
      return;
    }
    if (computed.contains(sku)) {
      addMeterWithoutPrice(row, sku, amount);
      return;
    }
    if (settleUnpriced(row, amount)) {
      return;
    }
    if (isOfDayAfter(row, amount)) {
      settle(
          Cause.DAY_BOUNDARY,
          row,
          amount,
          "with days that begin at another midnight, usage of the day after");
      return;
    }
    boolean usedElsewhere = facts.usedInMonth().contains(sku);
    boolean isHelper = HELPER.matcher(sku).find() && !computed.isEmpty() && !usedElsewhere;
    if (isHelper) {
      settle(
          Cause.SIDECAR_MODEL,
          row,
          amount,
          "a helper model of which no usage of the account was reported in the month");
      return;
    }
    settle(
        Cause.OTHER_TRAFFIC,
        row,
        amount,
        "billed "
            + row.billedQuantity().map(q -> Sentences.number(q) + " units ").orElse("")
            + "and no usage of it in the period");
  }
}
