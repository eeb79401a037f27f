package io.voxledger.rates;

/** What a rate book knows about a biller's model at an instant. */
public sealed interface RateLookup {
  /** The entry that applies. */
  record Found(RateInForce rate) implements RateLookup {}

  /** No card of the biller is in force. */
  record NoRateCard(String detail, String suggestion) implements RateLookup {}

  /** Cards are in force, but none has the model. */
  record NoRateForModel(String detail, String suggestion) implements RateLookup {}
}
