package io.voxledger.reconciliation.causes;

import static java.util.stream.Collectors.joining;

import io.voxledger.reconciliation.ReconciliationRow;
import io.voxledger.reconciliation.Scope;
import java.math.BigDecimal;
import java.util.List;

/** Why a cause is believed, in a sentence with the numbers. */
final class Evidence {
  private Evidence() {}

  static String of(PeriodFacts facts, List<Claim> claims, BigDecimal amount) {
    String words = claims.stream().map(Claim::words).distinct().collect(joining("; "));
    String lines = RankCauses.lines(claims);
    List<ReconciliationRow> rows =
        facts.rows().stream()
            .filter(row -> row.key().scope() == Scope.LINE)
            .filter(row -> claims.stream().anyMatch(claim -> isOf(claim, row)))
            .toList();
    if (rows.isEmpty()) {
      return words + ": " + Sentences.usd(amount) + "." + lostTelemetry(facts, claims);
    }
    return lines
        + " "
        + words
        + ": "
        + Sentences.usd(amount)
        + "; computed "
        + Sentences.usd(sum(rows, true))
        + ", billed "
        + Sentences.usd(sum(rows, false))
        + quantities(rows)
        + "."
        + lostTelemetry(facts, claims);
  }

  private static String lostTelemetry(PeriodFacts facts, List<Claim> claims) {
    boolean isMissing = claims.stream().anyMatch(claim -> claim.cause() == Cause.USAGE_MISSING);
    return isMissing && facts.silentSessions() > 0
        ? " Sessions of these days with connections and no usage, whose telemetry may be lost: %d."
            .formatted(facts.silentSessions())
        : "";
  }

  private static boolean isOf(Claim claim, ReconciliationRow row) {
    return claim.row().filter(row.key()::equals).isPresent();
  }

  private static BigDecimal sum(List<ReconciliationRow> rows, boolean computed) {
    return rows.stream()
        .map(row -> computed ? row.computedCost() : row.billedCost())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static String quantities(List<ReconciliationRow> rows) {
    if (rows.stream().anyMatch(r -> r.billedQuantity().isEmpty())) {
      return ", without a quantity on the bill";
    }
    BigDecimal ours = quantity(rows, true);
    BigDecimal theirs = quantity(rows, false);
    return ours.compareTo(theirs) == 0
        ? ", for the same quantity of " + Sentences.number(ours)
        : ", for a quantity of "
            + Sentences.number(theirs)
            + " against "
            + Sentences.number(ours)
            + " here";
  }

  private static BigDecimal quantity(List<ReconciliationRow> rows, boolean computed) {
    return rows.stream()
        .map(row -> computed ? row.computedQuantity() : row.billedQuantity())
        .map(q -> q.orElse(BigDecimal.ZERO))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
