package io.voxledger.reconciliation.causes;

import io.voxledger.reconciliation.causes.Verdict.Certainty;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What is claimed of the lines of a bill once their story is found, and what is only guessed. */
final class ClaimStory {
  private static final Set<Cause> OF_PRICES = EnumSet.range(Cause.RATE_CHANGED, Cause.UNIT_SCALE);

  private final PeriodCase period;
  private final Hypotheses hypotheses;
  private final GuessLines guesses;

  ClaimStory(PeriodCase period, Hypotheses hypotheses, boolean isStrict) {
    this.period = period;
    this.hypotheses = hypotheses;
    this.guesses = new GuessLines(period, hypotheses, isStrict);
  }

  List<Claim> claims(Story story) {
    List<Claim> claims = new ArrayList<>();
    story
        .bySku()
        .forEach(
            (rows, verdict) ->
                claims.addAll(
                    verdict.isEmpty()
                        ? guesses.partly(rows)
                        : verdictOrGuess(rows, story.isAllCertain() ? verdict : likely(verdict))));
    List<Claim> ofAll = story.wholeBill().map(verdict -> ofAll(verdict, story)).orElse(List.of());
    List<Claim> all = new QuantityNoise(period).without(story, ofAll, claims);
    List<Claim> more = new ArrayList<>(all);
    period.rows().forEach(row -> more.addAll(ofQuantity(row, all)));
    return more;
  }

  /** One ratio of a bill without quantities may as well be one of quantities. */
  private List<Claim> ofAll(Verdict verdict, Story story) {
    Verdict doubted = doubted(verdict, story);
    List<Claim> claims = new ArrayList<>(Claims.of(doubted));
    if (!doubted.isCertain() && Verdict.mayBeQuantity(doubted.first())) {
      List<BillRow> rows = doubted.first().readings().stream().map(Reading::row).toList();
      Claims.addNew(claims, Guesses.of(rows, period.items(), hypotheses.isPulledEarly()));
    }
    return claims;
  }

  /** A ratio that is likely by itself may be chance where nothing tells why others are off. */
  private static Verdict likely(Verdict verdict) {
    return verdict.certainty() == Certainty.LIKELY && !Verdict.isTold(verdict.first())
        ? verdict.doubted()
        : verdict;
  }

  /** That some skus are off by one ratio is chance, where others are off and nothing tells why. */
  private static Verdict doubted(Verdict verdict, Story story) {
    boolean isFree = verdict.first().count(Hypothesis.Footing.FREE) > 0;
    return isFree && !story.isAllCertain() ? verdict.doubted() : verdict;
  }

  /** A set that chance alone might give is worth no more than a guess. */
  private List<Claim> verdictOrGuess(List<BillRow> rows, Verdict verdict) {
    List<Claim> claims = new ArrayList<>(Claims.of(verdict));
    boolean isWeak =
        !Verdict.isTold(verdict.first())
            || Verdict.mayBeQuantity(verdict.first())
            || verdict.first().count(Hypothesis.Footing.BILLED_QUANTITY) > 0;
    if (!verdict.isCertain() && isWeak) {
      Claims.addNew(
          claims,
          Guesses.of(rows, PeriodCase.itemsOf(rows, period.items()), hypotheses.isPulledEarly()));
      Claims.addNew(claims, guesses.withSomethingElse(rows));
    }
    return claims;
  }

  /** A price makes some lines so small that another quantity no longer shows in the amount. */
  private List<Claim> ofQuantity(BillRow row, List<Claim> claims) {
    List<Claim> ofRow =
        claims.stream()
            .filter(claim -> claim.row().filter(row.compared().key()::equals).isPresent())
            .toList();
    BigDecimal rest = row.variance().subtract(RankCauses.claimed(ofRow));
    boolean isOfPrices =
        !ofRow.isEmpty()
            && ofRow.stream()
                .allMatch(
                    claim ->
                        claim.confidence() == Confidence.EXACT
                            && OF_PRICES.contains(claim.cause()));
    return isOfPrices && rest.abs().compareTo(row.noise()) > 0
        ? Guesses.ofQuantity(
            row, PeriodCase.itemsOf(row, period.items()), rest, hypotheses.isPulledEarly())
        : List.of();
  }
}
