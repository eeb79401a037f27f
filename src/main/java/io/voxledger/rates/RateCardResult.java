package io.voxledger.rates;

/** What became of the text of a rate card. */
public sealed interface RateCardResult {
  /** A card that keeps its rules. */
  record Accepted(RateCard card) implements RateCardResult {}

  /** A card that is rejected whole. */
  record Rejected(InvalidRateCard problem) implements RateCardResult {}
}
