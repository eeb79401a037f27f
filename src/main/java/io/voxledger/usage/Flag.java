package io.voxledger.usage;

import java.util.Locale;

/**
 * What was assumed, or seems odd, about a usage record or charge. Codes stand in the {@code flags}
 * columns.
 */
public enum Flag {
  /** The modalities summed up to less than the total; the rest was taken as text. */
  REMAINDER_AS_TEXT,
  /** Cached tokens came without modalities; they were allotted to text, then audio, then image. */
  CACHED_SPLIT_ASSUMED,
  /** Input tokens of speech to text came without modalities; all were taken as audio. */
  MODALITY_ASSUMED,
  /** Thinking tokens that the SDK leaves out of the completion were added to the output. */
  THINKING_ADDED,
  /** A report item without a type got one from its fields. */
  TYPE_INFERRED,
  /** A connection's kind was read off the participant's identity. */
  KIND_INFERRED,
  /** Several projects were named for the session; the smallest was taken. */
  SEVERAL_PROJECTS,
  /** The named service tier has no price of its own; the base price was taken. */
  TIER_RATE_MISSING,
  /** The named region has no multiplier; 1 was taken. */
  REGION_RATE_MISSING,
  /** The size of the request is not known, and a long-context price might have applied. */
  CONTEXT_UNKNOWN,
  /** Cached tokens were priced as uncached input. */
  NO_CACHED_RATE,
  /** Cache writes were priced as input. */
  NO_CACHE_WRITE_RATE,
  /** The exchange rate of an earlier day was taken. */
  FX_CARRIED;

  private final String code = name().toLowerCase(Locale.ROOT);

  public String code() {
    return code;
  }

  public static Flag of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
