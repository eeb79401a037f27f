package io.voxledger.sources.bills;

import io.voxledger.measure.Meter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What Google's text of a sku says, as far as its wording is known: {@code Generate content cached
 * input token count gemini 3 pro short image}. Google promises no wording, so a text with a word
 * that is not known gives nothing: the price may depend on it.
 */
record GoogleSku(Optional<String> model, Optional<Meter> meter, Optional<String> serviceTier) {
  private static final GoogleSku UNKNOWN =
      new GoogleSku(Optional.empty(), Optional.empty(), Optional.empty());
  private static final Pattern PREFIX =
      Pattern.compile("^(?:generate content|live api|gemini api) ");
  private static final Pattern VERSION = Pattern.compile("[0-9]+(?:\\.[0-9]+)?");
  private static final Set<String> NAMES =
      Set.of("pro", "flash", "lite", "nano", "live", "preview", "native", "tts", "ultra");
  private static final Set<String> TIERS = Set.of("batch", "flex", "priority");
  private static final Set<String> NOISE =
      Set.of("short", "long", "thinking", "global", "predictions");

  static GoogleSku parse(String description) {
    String text = description.toLowerCase(Locale.ROOT).replaceAll("[_\\s-]+", " ").strip();
    List<String> words = new ArrayList<>(List.of(PREFIX.matcher(text).replaceFirst("").split(" ")));
    int name = words.indexOf("gemini");
    if (name < 0 || name + 1 == words.size() || !isVersion(words.get(name + 1))) {
      return UNKNOWN;
    }
    int end = name + 2;
    while (end < words.size() && NAMES.contains(words.get(end))) {
      end++;
    }
    String model = String.join("-", words.subList(name, end));
    words.subList(name, end).clear();
    Optional<String> tier = words.stream().filter(TIERS::contains).findFirst();
    return words.stream().allMatch(GoogleSku::isKnown)
        ? new GoogleSku(Optional.of(model), TokenWords.meter(words), tier)
        : UNKNOWN;
  }

  private static boolean isVersion(String word) {
    return VERSION.matcher(word).matches();
  }

  private static boolean isKnown(String word) {
    return TokenWords.isDirection(word)
        || TokenWords.isModality(word)
        || TIERS.contains(word)
        || NOISE.contains(word);
  }
}
