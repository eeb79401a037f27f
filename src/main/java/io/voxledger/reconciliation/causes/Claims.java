package io.voxledger.reconciliation.causes;

import io.voxledger.reconciliation.causes.Verdict.Certainty;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

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
    for (Reading reading : readings) {
      BigDecimal dust = reading.dust();
      for (int i = 0; i < reading.members().size(); i++) {
        boolean isLast = i == reading.members().size() - 1;
        BigDecimal effect = reading.effects().get(i);
        Hypothesis member = reading.members().get(i);
        boolean isFitted = member.footing() == Hypothesis.Footing.FITTED_QUANTITY;
        claims.add(
            new Claim(
                member.cause(),
                isFitted && confidence == Confidence.EXACT ? Confidence.PARTIAL : confidence,
                Optional.of(reading.row().compared().key()),
                isLast ? effect.add(dust) : effect,
                member.supposition()));
      }
    }
    return claims;
  }
}
