package io.voxledger.rates;

import io.voxledger.rates.ModelTimeline.Candidate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An entry that names a model, and whether it applies.
 *
 * @param card the card it stands on
 * @param model the entry's model
 */
public record ConsideredRate(RateCard card, String model, Verdict verdict) {
  /** Why an entry applies or does not. */
  public enum Verdict {
    APPLIES("applies"),
    NOT_IN_FORCE("not in force then"),
    LESS_EXACT("another entry names the model more exactly"),
    PULLED_EARLIER("a later pull of the same price list names the model"),
    EFFECTIVE_EARLIER("another card is effective later"),
    RECORDED_EARLIER("another card of the same effective time was recorded later"),
    SMALLER_ID("another card of the same times has a greater id");

    private final String inWords;

    Verdict(String inWords) {
      this.inWords = inWords;
    }

    public String inWords() {
      return inWords;
    }
  }

  /** One line of a receipt. */
  public String inWords() {
    String until = card.effective().until().map(end -> " until " + end).orElse("");
    return card.id()
        + " ('"
        + model
        + "', effective "
        + card.effective().from()
        + until
        + ", recorded "
        + card.recordedAt()
        + "): "
        + verdict.inWords();
  }

  /** Judges candidates that stand in order of precedence; those in force come first. */
  static List<ConsideredRate> judge(List<Candidate> candidates, Instant t) {
    List<ConsideredRate> judged = new ArrayList<>();
    List<Candidate> inForce = candidates.stream().filter(c -> isInForce(c, t)).toList();
    Optional<Candidate> winner = ModelTimeline.applying(inForce);
    winner.ifPresent(candidate -> judged.add(of(candidate, Verdict.APPLIES)));
    for (Candidate candidate : inForce) {
      if (candidate != winner.orElseThrow()) {
        boolean isReplaced = candidate.isReplacedIn(inForce);
        judged.add(
            of(
                candidate,
                isReplaced ? Verdict.PULLED_EARLIER : verdict(candidate, winner.orElseThrow())));
      }
    }
    candidates.stream()
        .filter(c -> !isInForce(c, t))
        .forEach(c -> judged.add(of(c, Verdict.NOT_IN_FORCE)));
    return judged;
  }

  private static ConsideredRate of(Candidate candidate, Verdict verdict) {
    return new ConsideredRate(candidate.rate().card(), candidate.rate().entry().model(), verdict);
  }

  private static boolean isInForce(Candidate candidate, Instant t) {
    return candidate.rate().card().effective().contains(t);
  }

  private static Verdict verdict(Candidate candidate, Candidate winner) {
    if (candidate.rank() < winner.rank()) {
      return Verdict.LESS_EXACT;
    }
    RateCard card = candidate.rate().card();
    RateCard winning = winner.rate().card();
    if (!card.effective().from().equals(winning.effective().from())) {
      return Verdict.EFFECTIVE_EARLIER;
    }
    return card.recordedAt().equals(winning.recordedAt())
        ? Verdict.SMALLER_ID
        : Verdict.RECORDED_EARLIER;
  }
}
