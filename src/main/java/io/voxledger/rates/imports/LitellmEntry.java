package io.voxledger.rates.imports;

import com.fasterxml.jackson.databind.JsonNode;
import io.voxledger.measure.Meter;
import io.voxledger.money.Decimals;
import io.voxledger.rates.imports.PriceSet.Threshold;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The prices of one model of LiteLLM. What a tier does not price has the base price there, and so
 * it has here.
 *
 * @param draft empty when there is nothing that a card can state, or not enough to price requests
 *     rightly
 * @param whyEmpty says which
 */
record LitellmEntry(Optional<EntryDraft> draft, String whyEmpty) {
  /** Counts units of one: tokens are for a million, so that multipliers lose no digit. */
  private static final long MILLION = 1_000_000;

  /** xAI's long prices hold at the threshold too; the map does not say it, LiteLLM's code does. */
  private static final String INCLUSIVE = "xai";

  static LitellmEntry of(String name, JsonNode model, String path, List<NotSaid> notSaid) {
    return new Reading(name, model, path, notSaid).read();
  }

  /** One model being read. */
  private static final class Reading {
    private final String name;
    private final JsonNode model;
    private final String path;
    private final String mode;
    private final List<NotSaid> notSaid;
    private final SortedMap<String, PriceSetBuilder> builders = new TreeMap<>();
    private final SortedMap<String, BigDecimal> regions = new TreeMap<>();
    private final SortedMap<String, BigDecimal> tierMultipliers = new TreeMap<>();

    Reading(String name, JsonNode model, String path, List<NotSaid> notSaid) {
      this.name = name;
      this.model = model;
      this.path = path;
      this.mode = model.path("mode").asText();
      this.notSaid = notSaid;
    }

    LitellmEntry read() {
      for (Map.Entry<String, JsonNode> field : model.properties()) {
        field(field.getKey(), field.getValue());
      }
      PriceSet base = builder("").build();
      if (base.base().isEmpty()) {
        return new LitellmEntry(Optional.empty(), "no price that a card can state");
      }
      if (base.above().size() > 1 || model.has("tiered_pricing")) {
        return new LitellmEntry(Optional.empty(), "several thresholds of input tokens");
      }
      EntryDraft draft = new EntryDraft(base);
      draft.regions.putAll(regions);
      draft.tierMultipliers.putAll(tierMultipliers);
      builders.forEach(
          (tier, builder) -> {
            if (!tier.isEmpty()) {
              draft.tiers.put(tier, builder.build().orElse(base));
            }
          });
      if (model.has("off_peak_pricing") && !OffPeak.add(model.get("off_peak_pricing"), draft)) {
        return new LitellmEntry(
            Optional.empty(), "off_peak_pricing is no one multiple of the other prices");
      }
      return new LitellmEntry(Optional.of(draft), "a price does not fit DECIMAL(18,12)");
    }

    private void field(String key, JsonNode value) {
      String place = path + "." + key;
      if (key.startsWith("regional_processing_uplift_multiplier_")) {
        regions.put(key.substring(key.lastIndexOf('_') + 1), multiplier(value, place));
      } else if (key.equals("provider_specific_entry")) {
        value.properties().forEach(entry -> specific(entry, place));
      } else if (key.equals("tiered_pricing") || key.equals("off_peak_pricing")) {
        return; // judged with the prices they belong to
      } else if (isPrice(key)) {
        price(key, value, place);
      }
    }

    /** Anthropic's {@code {us: 1.1, fast: 2.0}}: a place and a speed. */
    private void specific(Map.Entry<String, JsonNode> entry, String place) {
      if (!entry.getValue().isNumber()) {
        return; // says how to call the provider
      }
      String path = place + "." + entry.getKey();
      switch (entry.getKey()) {
        case "us" -> regions.put("us", multiplier(entry.getValue(), path));
        case "fast" -> tierMultipliers.put("fast", multiplier(entry.getValue(), path));
        default -> builder("").cannotSay(path, "not known what it multiplies");
      }
    }

    private void price(String key, JsonNode value, String place) {
      Optional<LitellmKey> known = LitellmKey.of(key, mode);
      if (known.isEmpty() || !(value.isNumber() || value.isTextual())) {
        if (!isNothing(key, value)) {
          builder("").cannotSay(place, "no meter counts it");
        }
        return;
      }
      LitellmKey price = known.get();
      PriceSetBuilder set = builder(price.tierOrNull() == null ? "" : price.tierOrNull());
      Optional<Threshold> threshold =
          Optional.ofNullable(price.overOrNull())
              .map(over -> new Threshold(over, name.startsWith(INCLUSIVE + " ")));
      Published published = published(price.meter(), value, place);
      if (price.onlyAs()) {
        set.countedAs(place, price.meter(), threshold, published);
      } else {
        set.price(place, price.meter(), threshold, published);
      }
    }

    private static Published published(Meter meter, JsonNode value, String place) {
      BigDecimal each = JsonText.price(value, place);
      return switch (meter.basis()) {
        case TOKENS, CHARACTERS -> new Published(each.movePointRight(6), MILLION);
        case SECONDS, BYTES, EVENTS, MONTHS -> new Published(each, 1);
      };
    }

    private PriceSetBuilder builder(String tier) {
      return builders.computeIfAbsent(tier, t -> new PriceSetBuilder(name, notSaid));
    }

    private static BigDecimal multiplier(JsonNode value, String place) {
      return Decimals.fitting(JsonText.price(value, place), Decimals.UNIT_PRICE)
          .orElseThrow(() -> new InvalidPriceFile(place + " does not fit DECIMAL(18,12)"));
    }

    private static boolean isPrice(String key) {
      return key.contains("cost") || key.contains("uplift") || key.endsWith("_pricing");
    }

    /** The output price of a transcription says nothing when it is 0 or the input's again. */
    private boolean isNothing(String key, JsonNode value) {
      return key.equals("output_cost_per_second")
          && value.isNumber()
          && (value.decimalValue().signum() == 0
              || value.decimalValue().compareTo(model.path("input_cost_per_second").decimalValue())
                  == 0);
    }
  }
}
