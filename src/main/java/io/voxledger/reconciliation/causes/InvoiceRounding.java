package io.voxledger.reconciliation.causes;

import io.voxledger.reconciliation.ReconciliationRow;
import io.voxledger.reconciliation.RowKey;
import io.voxledger.reconciliation.Scope;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is left below the last digit that a bill shows, of every line. */
final class InvoiceRounding {
  private final PeriodFacts facts;
  private final List<Claim> claims;
  private final BigDecimal unit;

  private InvoiceRounding(PeriodFacts facts, List<Claim> claims) {
    this.facts = facts;
    this.claims = claims;
    this.unit = ShownDigits.of(facts).unit();
  }

  /**
   * The rounding beside the other claims; only a candidate where some lines are explained by
   * candidates.
   */
  static Optional<Claim> of(PeriodFacts facts, ReconciliationRow total, List<Claim> claims) {
    InvoiceRounding rounding = new InvoiceRounding(facts, claims);
    BigDecimal rest = total.variance().subtract(RankCauses.claimed(claims));
    if (rest.signum() == 0 || rounding.unit.signum() == 0) {
      return Optional.empty();
    }
    boolean isSmall = facts.tolerance().allows(rest, total.computedCost(), total.billedCost());
    return rounding.isAllRounded()
        ? Optional.of(rounding.claim(isSmall ? Confidence.PARTIAL : Confidence.EXACT, rest))
        : rounding.besideCandidates();
  }

  private Claim claim(Confidence confidence, BigDecimal amount) {
    return new Claim(
        Cause.INVOICE_ROUNDING,
        confidence,
        Optional.empty(),
        amount,
        Sentences.count(facts.lines().size(), "line")
            + " of the bill shown to "
            + Sentences.number(unit)
            + " leave less than that each");
  }

  private List<ReconciliationRow> lines() {
    return facts.rows().stream()
        .filter(row -> row.key().scope() == Scope.LINE || row.key().scope() == Scope.UNMAPPED)
        .toList();
  }

  private boolean isAllRounded() {
    return lines().stream().allMatch(row -> isRounding(row, rest(row)));
  }

  /** A cent a line is nothing to be told of a bill that shows more digits. */
  private Optional<Claim> besideCandidates() {
    if (!ShownDigits.of(facts).isInCents()) {
      return Optional.empty();
    }
    BigDecimal amount = BigDecimal.ZERO;
    for (ReconciliationRow row : lines()) {
      BigDecimal least =
          rests(row).stream().min(Comparator.comparing(BigDecimal::abs)).orElseThrow();
      if (!isRounding(row, least)) {
        return Optional.empty();
      }
      amount = amount.add(least);
    }
    return amount.signum() == 0
        ? Optional.empty()
        : Optional.of(claim(Confidence.CANDIDATE, amount));
  }

  private BigDecimal rest(ReconciliationRow row) {
    return row.variance().subtract(RankCauses.claimed(of(row.key())));
  }

  /** What claims leave, with none of the candidates or with one. */
  private List<BigDecimal> rests(ReconciliationRow row) {
    Map<Cause, BigDecimal> candidates = new EnumMap<>(Cause.class);
    of(row.key()).stream()
        .filter(claim -> claim.confidence() == Confidence.CANDIDATE)
        .forEach(claim -> candidates.merge(claim.cause(), claim.amount(), BigDecimal::add));
    List<BigDecimal> rests = new ArrayList<>(List.of(rest(row)));
    candidates.values().forEach(amount -> rests.add(rest(row).subtract(amount)));
    return rests;
  }

  private List<Claim> of(RowKey key) {
    return claims.stream().filter(claim -> claim.row().filter(key::equals).isPresent()).toList();
  }

  private boolean isRounding(ReconciliationRow row, BigDecimal rest) {
    long lines =
        facts.lines().stream()
            .filter(line -> line.sku().equals(row.key().sku()))
            .filter(line -> line.line().meter().equals(row.key().meter()))
            .count();
    BigDecimal most = unit.multiply(BigDecimal.valueOf(lines)).add(BigDecimal.ONE.movePointLeft(8));
    return rest.abs().compareTo(most) <= 0;
  }
}
