package io.voxledger.sources.bills;

import io.voxledger.measure.Meter;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** The words in which bills say which tokens they mean: {@code Cached Audio Input Tokens}. */
final class TokenWords {
  private static final Map<String, String> MODALITIES =
      Map.of("text", "text", "audio", "audio", "image", "image", "video", "image");

  private TokenWords() {}

  static boolean isModality(String word) {
    return MODALITIES.containsKey(word);
  }

  static boolean isDirection(String word) {
    return switch (word) {
      case "input", "output", "cached", "caching", "token", "tokens", "count" -> true;
      default -> false;
    };
  }

  /** The meter of lower-case words; empty when they name no direction, generic for no modality. */
  static Optional<Meter> meter(Collection<String> words) {
    boolean cached = words.contains("cached") || words.contains("caching");
    String direction =
        cached
            ? "cache_read"
            : words.contains("input") ? "input" : words.contains("output") ? "output" : "";
    String modality =
        words.stream().filter(MODALITIES::containsKey).findFirst().map(MODALITIES::get).orElse("");
    return Meter.of(modality.isEmpty() ? direction : direction + "_" + modality);
  }
}
