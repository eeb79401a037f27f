package io.voxledger.reports;

import io.voxledger.usage.Flag;
import java.util.Arrays;

/** What flags mean, for people who do not know their codes. */
public final class FlagWords {
  private FlagWords() {}

  /** A sentence part and the code; a code that is not known here stands for itself. */
  public static String of(String code) {
    return Arrays.stream(Flag.values())
        .filter(flag -> flag.code().equals(code))
        .findFirst()
        .map(flag -> of(flag) + " (" + code + ")")
        .orElse(code);
  }

  private static String of(Flag flag) {
    return switch (flag) {
      case REMAINDER_AS_TEXT ->
          "the modalities summed up to less than the total; the rest was taken as text";
      case CACHED_SPLIT_ASSUMED ->
          "cached tokens came without modalities; they were allotted to text, then audio, then"
              + " image";
      case MODALITY_ASSUMED -> "input tokens came without modalities; all were taken as audio";
      case THINKING_ADDED -> "thinking tokens, which the SDK leaves out, were added to the output";
      case TYPE_INFERRED -> "a report item without a type got one from its fields";
      case KIND_INFERRED -> "a connection's kind was read off the participant's identity";
      case SEVERAL_PROJECTS -> "several projects were named for the session; the smallest counts";
      case TIER_RATE_MISSING -> "the service tier has no price of its own; the base price counts";
      case REGION_RATE_MISSING -> "the region has no multiplier on the card; 1 was taken";
      case CONTEXT_UNKNOWN ->
          "the size of the request is not known; a long-context price might have applied";
      case NO_CACHED_RATE -> "the card has no cached price; cached tokens cost as much as others";
      case NO_CACHE_WRITE_RATE -> "the card has no price for cache writes; they cost as input";
      case FX_CARRIED -> "no exchange rate of that day is known; the latest earlier one was taken";
    };
  }
}
