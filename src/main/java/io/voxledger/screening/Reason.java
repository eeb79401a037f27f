package io.voxledger.screening;

import java.util.Locale;

/**
 * Why a row (or, for {@link #UNREADABLE_FILE}, a whole file) was quarantined. Codes are counted, so
 * they never change.
 */
public enum Reason {
  UNREADABLE_FILE,
  MALFORMED_JSON,
  NOT_AN_OBJECT,
  MISSING_FIELD,
  UNKNOWN_TYPE,
  UNKNOWN_METER,
  NOT_A_NUMBER,
  NUMBER_OUT_OF_RANGE,
  NEGATIVE_QUANTITY,
  BAD_TIMESTAMP,
  NO_TIMESTAMP,
  DETAILS_EXCEED_TOTAL,
  CACHED_EXCEEDS_INPUT,
  UNKNOWN_CURRENCY,
  BAD_MONEY,
  /** A rate card that breaks its own rules; cards are rejected whole. */
  INVALID_RATE_CARD;

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
