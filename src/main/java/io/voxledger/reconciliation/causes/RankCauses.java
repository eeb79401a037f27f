package io.voxledger.reconciliation.causes;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import io.voxledger.measure.Meter;
import io.voxledger.reconciliation.ReconciliationRow;
import io.voxledger.reconciliation.Status;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Brings claims together, one row for a cause, the largest first and what is left last. */
final class RankCauses {
  private static final Comparator<FoundCause> ORDER =
      Comparator.comparing((FoundCause found) -> found.confidence().orElse(Confidence.EXACT))
          .thenComparing(found -> found.amount().abs(), Comparator.reverseOrder())
          .thenComparing(FoundCause::cause)
          .thenComparing(found -> found.sku().orElse(""));

  private record Group(Confidence confidence, Cause cause) {}

  private RankCauses() {}

  /** The sum of what is claimed. */
  static BigDecimal claimed(List<Claim> claims) {
    return claims.stream()
        .filter(claim -> claim.confidence() != Confidence.CANDIDATE)
        .map(Claim::amount)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** Of a period without any line; whether a bill says that there is none, its status tells. */
  static List<FoundCause> withoutBill(PeriodFacts facts, ReconciliationRow total) {
    String why =
        total.status() == Status.MISSING_BILL || total.status() == Status.PENDING
            ? "no bill of the period is here"
            : "no line of the period is billed";
    return total.variance().signum() == 0
        ? List.of()
        : List.of(unexplained(facts, total.variance(), why).ranked(1));
  }

  static List<FoundCause> rank(PeriodFacts facts, ReconciliationRow total, List<Claim> claims) {
    Map<Group, List<Claim>> groups =
        claims.stream()
            .filter(claim -> claim.amount().signum() != 0)
            .collect(groupingBy(RankCauses::group, LinkedHashMap::new, toList()));
    List<FoundCause> found = new ArrayList<>();
    groups.forEach((group, some) -> found.add(found(facts, group, some)));
    found.sort(ORDER);
    BigDecimal rest = total.variance().subtract(claimed(claims));
    if (rest.signum() != 0) {
      boolean tried = found.stream().anyMatch(f -> !f.isClaimed());
      found.add(
          unexplained(
              facts,
              rest,
              tried
                  ? "several causes fit, or the bill is too coarse to tell; see the candidates"
                  : "no cause that is known here gives it"));
    }
    List<FoundCause> ranked = new ArrayList<>();
    found.forEach(one -> ranked.add(one.ranked(ranked.size() + 1)));
    return ranked;
  }

  private static Group group(Claim claim) {
    return new Group(claim.confidence(), claim.cause());
  }

  private static FoundCause unexplained(PeriodFacts facts, BigDecimal amount, String why) {
    return new FoundCause(
        facts.period(),
        0,
        Cause.UNEXPLAINED,
        Optional.empty(),
        Optional.empty(),
        amount,
        Optional.empty(),
        Sentences.usd(amount) + " are left: " + why + ".");
  }

  private static FoundCause found(PeriodFacts facts, Group group, List<Claim> claims) {
    BigDecimal amount = claims.stream().map(Claim::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    return new FoundCause(
        facts.period(),
        0,
        group.cause(),
        only(claims.stream().map(Claim::sku).toList()),
        only(claims.stream().map(Claim::meter).toList()),
        amount,
        Optional.of(group.confidence()),
        Evidence.of(facts, claims, amount));
  }

  /** What all have, if it is one. */
  private static <T> Optional<T> only(List<Optional<T>> all) {
    return all.stream().distinct().count() == 1 ? all.get(0) : Optional.empty();
  }

  /** Skus with their meters, for sentences. */
  static String lines(List<Claim> claims) {
    Map<String, TreeSet<String>> bySku = new LinkedHashMap<>();
    for (Claim claim : claims) {
      claim
          .sku()
          .ifPresent(
              sku -> {
                TreeSet<String> meters = bySku.computeIfAbsent(sku, s -> new TreeSet<>());
                claim.meter().map(Meter::code).ifPresent(meters::add);
              });
    }
    return bySku.entrySet().stream()
        .map(
            entry ->
                entry.getKey()
                    + (entry.getValue().isEmpty()
                        ? ""
                        : " (" + String.join(", ", entry.getValue()) + ")"))
        .collect(joining(", "));
  }
}
