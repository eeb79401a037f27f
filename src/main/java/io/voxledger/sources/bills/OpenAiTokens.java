package io.voxledger.sources.bills;

import io.voxledger.measure.Meter;
import io.voxledger.screening.Reason;
import io.voxledger.screening.RowProblem;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tokens of a result of OpenAI's Usage API, by disjoint meters. {@code input_tokens} holds the
 * cached and written ones too; {@code input_text_tokens} and its like are uncached. Older reports
 * tell totals only: what no modality claims keeps the generic meter.
 */
final class OpenAiTokens {
  private static final Map<Meter, String> UNCACHED =
      Map.of(
          Meter.INPUT_TEXT, "input_text_tokens",
          Meter.INPUT_AUDIO, "input_audio_tokens",
          Meter.INPUT_IMAGE, "input_image_tokens");
  private static final Map<Meter, String> CACHED =
      Map.of(
          Meter.CACHE_READ_TEXT, "input_cached_text_tokens",
          Meter.CACHE_READ_AUDIO, "input_cached_audio_tokens",
          Meter.CACHE_READ_IMAGE, "input_cached_image_tokens");
  private static final Map<Meter, String> OUTPUT =
      Map.of(
          Meter.OUTPUT_TEXT, "output_text_tokens",
          Meter.OUTPUT_AUDIO, "output_audio_tokens",
          Meter.OUTPUT_IMAGE, "output_image_tokens");

  private final JsonObject result;
  private final Map<Meter, BigDecimal> byMeter = new EnumMap<>(Meter.class);

  OpenAiTokens(JsonObject result) {
    this.result = result;
    BigDecimal cached = total("input_cached_tokens").orElseGet(() -> sum(CACHED));
    BigDecimal written = total("input_cache_write_tokens").orElse(BigDecimal.ZERO);
    split(UNCACHED, Meter.INPUT, uncached(cached.add(written)));
    split(CACHED, Meter.CACHE_READ, Optional.of(cached));
    split(OUTPUT, Meter.OUTPUT, total("output_tokens"));
    add(Meter.CACHE_WRITE, written);
  }

  /** Quantities above 0. */
  Map<Meter, BigDecimal> byMeter() {
    return byMeter;
  }

  void add(Meter meter, BigDecimal quantity) {
    if (quantity.signum() > 0) {
      byMeter.merge(meter, quantity, BigDecimal::add);
    }
  }

  private Optional<BigDecimal> total(String name) {
    return result.quantity(name);
  }

  private BigDecimal sum(Map<Meter, String> names) {
    return names.values().stream()
        .flatMap(name -> total(name).stream())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private Optional<BigDecimal> uncached(BigDecimal others) {
    Optional<BigDecimal> stated = total("input_uncached_tokens");
    if (stated.isPresent()) {
      return stated;
    }
    Optional<BigDecimal> all = total("input_tokens");
    if (all.filter(tokens -> tokens.compareTo(others) < 0).isPresent()) {
      throw new RowProblem(
          Reason.CACHED_EXCEEDS_INPUT, result.place() + ": more cached than input tokens");
    }
    return all.map(tokens -> tokens.subtract(others));
  }

  private void split(Map<Meter, String> names, Meter generic, Optional<BigDecimal> total) {
    for (Meter meter : List.copyOf(names.keySet())) {
      total(names.get(meter)).ifPresent(quantity -> add(meter, quantity));
    }
    BigDecimal rest = total.map(all -> all.subtract(sum(names))).orElse(BigDecimal.ZERO);
    if (rest.signum() < 0) {
      throw new RowProblem(
          Reason.DETAILS_EXCEED_TOTAL,
          result.place() + ": the modalities of " + generic.code() + " exceed its total");
    }
    add(generic, rest);
  }
}
