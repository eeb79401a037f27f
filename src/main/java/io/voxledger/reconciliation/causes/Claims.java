package io.voxledger.reconciliation.causes;

import static java.util.stream.Collectors.toCollection;

import io.voxledger.reconciliation.causes.Verdict.Certainty;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What readings of lines come to as claims. */
final class Claims {
  private Claims() {}

  static List<Claim> of(Verdict verdict) {
    List<Claim> claims = new ArrayList<>();
    if (verdict.isCertain()) {
      boolean isTold = verdict.certainty() == Certainty.TOLD;
      Confidence confidence = isTold ? Confidence.EXACT : Confidence.PARTIAL;
      claims.addAll(of(verdict.first().readings(), confidence));
      verdict.larger().forEach(other -> addNew(claims, of(other.readings(), Confidence.CANDIDATE)));
      return claims;
    }
    for (Closing closing : verdict.closings()) {
      addNew(claims, of(closing.readings(), Confidence.CANDIDATE));
    }
    return claims;
  }

  /** A cause that is a candidate already is not one again: other parameters, the same story. */
  static void addNew(List<Claim> claims, List<Claim> more) {
    List<Claim> before = List.copyOf(claims);
    more.stream()
        .filter(
            claim ->
                before.stream()
                    .noneMatch(c -> c.cause() == claim.cause() && c.row().equals(claim.row())))
        .forEach(claims::add);
  }

  static List<Claim> of(Collection<Reading> readings, Confidence confidence) {
    List<Claim> claims = new ArrayList<>();
    Set<Hypothesis> helped = helped(readings);
    for (Reading reading : readings) {
      BigDecimal dust = reading.dust();
      for (int i = 0; i < reading.members().size(); i++) {
        boolean isLast = i == reading.members().size() - 1;
        BigDecimal effect = reading.effects().get(i);
        Hypothesis member = reading.members().get(i);
        claims.add(
            new Claim(
                member.cause(),
                helped.contains(member) && confidence == Confidence.EXACT
                    ? Confidence.PARTIAL
                    : confidence,
                Optional.of(reading.row().compared().key()),
                isLast ? effect.add(dust) : effect,
                member.supposition()));
      }
    }
    return claims;
  }

  /** A quantity that fits, and what leaves a line open without it. */
  private static Set<Hypothesis> helped(Collection<Reading> readings) {
    return readings.stream()
        .map(Reading::members)
        .filter(
            members ->
                members.stream().anyMatch(m -> m.footing() == Hypothesis.Footing.FITTED_QUANTITY))
        .flatMap(List::stream)
        .collect(toCollection(() -> Collections.newSetFromMap(new IdentityHashMap<>())));
  }
}
