package io.voxledger.sources.bills;

import io.voxledger.measure.Meter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What OpenAI's {@code line_item} says, as far as its wording is known: {@code <model>[ text|
 * audio| image], [cached ]input|output}, the same with {@code input_tokens}, {@code
 * cached_input_tokens} and {@code output_tokens}, or a bare {@code <model>}; before it there may
 * stand {@code realtime api | }. OpenAI promises no wording, so a text that is not wholly
 * understood gives neither model nor meter: half of it may be what the price depends on.
 */
record OpenAiLineItem(Optional<String> model, Optional<Meter> meter) {
  private static final OpenAiLineItem UNKNOWN =
      new OpenAiLineItem(Optional.empty(), Optional.empty());
  private static final Pattern PREFIX =
      Pattern.compile("^realtime api\\s*\\|\\s*", Pattern.CASE_INSENSITIVE);
  private static final Pattern MODEL = Pattern.compile("[^\\s,|]+");
  private static final Pattern DIRECTED =
      Pattern.compile(
          "(?<model>[^\\s,|]+)(?:\\s+(?<modality>text|audio|image))?\\s*,\\s*"
              + "(?:(?<cached>cached[ _])?(?<input>input)|output)(?:_tokens)?",
          Pattern.CASE_INSENSITIVE);

  static OpenAiLineItem parse(String lineItem) {
    String text = PREFIX.matcher(lineItem.strip()).replaceFirst("").strip();
    Matcher directed = DIRECTED.matcher(text);
    if (directed.matches()) {
      return new OpenAiLineItem(Optional.of(directed.group("model")), Optional.of(meter(directed)));
    }
    return MODEL.matcher(text).matches()
        ? new OpenAiLineItem(Optional.of(text), Optional.empty())
        : UNKNOWN;
  }

  private static Meter meter(Matcher directed) {
    String modality = directed.group("modality");
    String suffix = modality == null ? "" : "_" + modality.toLowerCase(Locale.ROOT);
    return Meter.of(direction(directed) + suffix).orElseThrow();
  }

  private static String direction(Matcher directed) {
    if (directed.group("input") == null) {
      return "output";
    }
    return directed.group("cached") == null ? "input" : "cache_read";
  }
}
