package io.voxledger.reconciliation.causes;

import static java.util.stream.Collectors.toSet;

import io.voxledger.billed.BillCategory;
import io.voxledger.billed.BilledLine;
import io.voxledger.measure.Meter;
import io.voxledger.money.Rounding;
import io.voxledger.reconciliation.Component;
import io.voxledger.reconciliation.ReconciliationRow;
import io.voxledger.reconciliation.Scope;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

  private final PeriodFacts facts;
  private final List<Claim> claims = new ArrayList<>();
  private final Set<ReconciliationRow> settled = new LinkedHashSet<>();

  private OwnLines(PeriodFacts facts) {
    this.facts = facts;
  }

  static OwnLines of(PeriodFacts facts) {
    OwnLines own = new OwnLines(facts);
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
        .filter(row -> row.components().find(Component.BILLED_ONLY).isEmpty())
        .map(row -> row.key().sku().orElseThrow())
        .collect(toSet());
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
              "at the bill's exchange rate, which is not the day's"));
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

  private BigDecimal minimumCharges(String category) {
    return facts.lines().stream()
        .filter(line -> line.line().category().code().equals(category))
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
    Optional<String> unpriced = models(row).filter(this::isUnpriced).findFirst();
    if (unpriced.isPresent()) {
      settleUnpriced(row, row.variance(), unpriced.get());
      return;
    }
    settle(
        Cause.SKU_UNMAPPED,
        row,
        row.variance(),
        "'" + row.key().lineItem().orElse("a line without text") + "' is no model known here");
  }

  /** More than was used without a price is nobody's: only the share of what was used is claimed. */
  private void settleUnpriced(ReconciliationRow row, BigDecimal amount, String model) {
    String words = "usage of " + model + " was reported without a price: " + quantities(model);
    Optional<BigDecimal> share = shareUsed(row, model);
    if (share.isEmpty()) {
      settle(Cause.UNPRICED_USAGE, row, amount, words);
      return;
    }
    settled.add(row);
    claims.add(
        new Claim(
            Cause.UNPRICED_USAGE,
            Confidence.PARTIAL,
            Optional.of(row.key()),
            Rounding.cost(amount.multiply(share.get())),
            words + ", of more on the bill"));
  }

  /** What was used of a billed quantity, below 1; empty where it is all of it, or not known. */
  private Optional<BigDecimal> shareUsed(ReconciliationRow row, String model) {
    List<Optional<Meter>> meters = lines(row).map(line -> line.line().meter()).distinct().toList();
    if (row.billedQuantity().isEmpty() || meters.size() != 1 || meters.get(0).isEmpty()) {
      return Optional.empty();
    }
    BigDecimal used =
        facts.unpriced().entrySet().stream()
            .filter(entry -> entry.getKey().equalsIgnoreCase(model))
            .flatMap(entry -> entry.getValue().entrySet().stream())
            .filter(entry -> isOn(entry.getKey(), meters.get(0)))
            .map(Map.Entry::getValue)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal billed = row.billedQuantity().get();
    return billed.subtract(used).compareTo(BigDecimal.ONE) >= 0
        ? Optional.of(Rounding.ratio(used, billed))
        : Optional.empty();
  }

  /** Whether a meter of ours is counted on a line of the bill. */
  private static boolean isOn(Meter ours, Optional<Meter> line) {
    return line.isEmpty() || line.get() == ours || line.equals(ours.generic());
  }

  /**
   * Whether it is what days by US Pacific time bring here from the day after: the line then is the
   * usage between two midnights, to the last digit.
   */
  private boolean isOfDayAfter(ReconciliationRow row, BigDecimal amount) {
    BigDecimal cost =
        facts.charges().stream()
            .filter(c -> facts.isUtc() && c.billingDate().equals(facts.period().period().end()))
            .filter(c -> row.key().sku().equals(Optional.of(c.sku())))
            .filter(c -> isOn(c.meter(), row.key().meter()))
            .map(
                c ->
                    c.pacificDayBefore()
                        .multiply(c.contractedUnitPrice())
                        .divide(BigDecimal.valueOf(c.per()), MathContext.DECIMAL128))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return cost.signum() > 0 && amount.subtract(cost).abs().compareTo(A_MILLIONTH) <= 0;
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

  private Stream<String> models(ReconciliationRow row) {
    return lines(row).flatMap(line -> line.line().model().stream());
  }

  private boolean isUnpriced(String model) {
    return facts.unpriced().keySet().stream().anyMatch(model::equalsIgnoreCase);
  }

  private String quantities(String model) {
    return facts.unpriced().entrySet().stream()
        .filter(entry -> entry.getKey().equalsIgnoreCase(model))
        .flatMap(entry -> entry.getValue().entrySet().stream())
        .map(entry -> Sentences.number(entry.getValue()) + " " + entry.getKey().code())
        .sorted()
        .collect(java.util.stream.Collectors.joining(", "));
  }

  /** A sku that is billed and was not used at all. */
  private void addLine(ReconciliationRow row, Set<String> computed) {
    String sku = row.key().sku().orElseThrow();
    BigDecimal amount = row.variance().subtract(BillRow.exchange(row));
    if (computed.contains(sku) || amount.signum() == 0) {
      return;
    }
    Optional<String> unpriced =
        Stream.concat(Stream.of(sku), models(sku)).filter(this::isUnpriced).findFirst();
    if (unpriced.isPresent()) {
      settleUnpriced(row, amount, unpriced.get());
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
    boolean usedElsewhere = facts.charges().stream().anyMatch(c -> c.sku().equals(sku));
    boolean isHelper = HELPER.matcher(sku).find() && !computed.isEmpty() && !usedElsewhere;
    if (isHelper) {
      settle(
          Cause.SIDECAR_MODEL,
          row,
          amount,
          "a helper model of which no usage of the account was reported");
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

  private Stream<String> models(String sku) {
    return facts.lines().stream()
        .filter(line -> line.sku().equals(Optional.of(sku)))
        .map(BilledLine::line)
        .flatMap(line -> line.model().stream());
  }
}
