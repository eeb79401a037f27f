package io.voxledger.pricing;

import java.util.Locale;

/** Why a usage record has no price. Codes stand in {@code unpriced_usage}. */
public enum UnpricedReason {
  /** No card of the biller was in force. */
  NO_RATE_CARD,
  /** Cards were in force, none of them with the model. */
  NO_RATE_FOR_MODEL,
  /** The model has a rate, but not for what was used. */
  NO_RATE_FOR_METER,
  /** The source did not tell whether tokens were text or audio. */
  MODALITY_UNKNOWN,
  /** The cost would be beyond any that a table can hold a sum of. */
  COST_OUT_OF_RANGE,
  /** The card is in another currency, and no exchange rate of the day or before is known. */
  NO_FX_RATE;

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
