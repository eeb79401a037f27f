package io.voxledger.rates.imports;

import com.fasterxml.jackson.databind.JsonNode;
import io.voxledger.rates.RateEntry;
import io.voxledger.rates.imports.GenaiNames.Model;
import io.voxledger.rates.imports.PriceHistory.Conditional;
import io.voxledger.rates.imports.PriceHistory.Segment;
import io.voxledger.rates.imports.PriceSet.Threshold;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads version 2 of the data of genai-prices: <a
 * href="https://github.com/pydantic/genai-prices">prices/new_data/v2/data.json</a>. Thresholds
 * count all input tokens of a request and hold above them for every price.
 */
final class GenaiPricesFile {
  private static final String SOURCE = "genai-prices";

  /** Keys of a model that say nothing about its price. */
  private static final Set<String> NO_PRICE =
      Set.of(
          "id", "name", "description", "match", "context_window", "price_comments", "deprecated");

  private final PulledFile file;
  private final CardSheaf sheaf;
  private final List<NotSaid> notSaid = new ArrayList<>();
  private int models;
  private int priced;

  GenaiPricesFile(PulledFile file) {
    this.file = file;
    this.sheaf = new CardSheaf(file, SOURCE);
  }

  ImportedRates read(String text) {
    JsonNode providers = JsonText.parse(text);
    if (!providers.isArray()) {
      throw new InvalidPriceFile("genai-prices data is a list of providers, this is none");
    }
    for (int i = 0; i < providers.size(); i++) {
      provider(providers.get(i), "$[" + i + "]");
    }
    return new ImportedRates(sheaf.cards(), models, priced, notSaid);
  }

  private void provider(JsonNode provider, String path) {
    String id = JsonText.required(provider, "id", path);
    GenaiNames names = new GenaiNames();
    int i = 0;
    for (JsonNode model : provider.path("models")) {
      String place = path + ".models[" + i++ + "]";
      names.add(
          new Model(
              JsonText.required(model, "id", place),
              GenaiMatch.of(model.path("match"), place + ".match"),
              place));
    }
    String biller = Billers.ofGenaiPrices(id);
    Map<String, List<String>> aliases = names.aliases(biller, notSaid);
    i = 0;
    for (JsonNode model : provider.path("models")) {
      models++;
      String name = model.get("id").asText();
      String place = path + ".models[" + i++ + "]";
      try {
        priced += model(biller, model, aliases.getOrDefault(name, List.of()), place) ? 1 : 0;
      } catch (InvalidPriceFile e) {
        notSaid.add(NotSaid.leftOut(place, biller + " " + name, e.getMessage()));
      }
    }
  }

  private boolean model(String biller, JsonNode model, List<String> aliases, String path) {
    String id = model.get("id").asText();
    String name = biller + " " + id;
    PriceHistory history = new PriceHistory(prices(model, name, path));
    boolean found = false;
    for (Segment segment : history.segments(file.pulled(), name, notSaid)) {
      Optional<RateEntry> entry =
          segment.draft().prices.base().isEmpty()
              ? Optional.empty()
              : segment.draft().entry(id, aliases);
      if (entry.isPresent()) {
        sheaf.add(biller, segment.effective(), entry.get());
        found = true;
      } else {
        notSaid.add(NotSaid.leftOut(path + ".prices", name, "no price that a card can state"));
      }
    }
    return found;
  }

  private List<Conditional> prices(JsonNode model, String name, String path) {
    List<Conditional> all = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : model.properties()) {
      String place = path + "." + field.getKey();
      JsonNode value = field.getValue();
      if (field.getKey().equals("prices") && value.isObject()) {
        all.add(new Conditional(place, null, null, null, priceSet(value, name, place)));
      } else if (field.getKey().equals("prices") || field.getKey().equals("price_variants")) {
        for (int i = 0; i < value.size(); i++) {
          conditional(value.get(i), name, place + "[" + i + "]").ifPresent(all::add);
        }
      } else if (!NO_PRICE.contains(field.getKey())) {
        notSaid.add(NotSaid.beside(place, name, "an unknown key"));
      }
    }
    return all;
  }

  private Optional<Conditional> conditional(JsonNode price, String name, String path) {
    GenaiCondition condition = GenaiCondition.of(price);
    if (condition.notUnderstood().isPresent()) {
      notSaid.add(NotSaid.beside(path, name, condition.notUnderstood().get()));
      return Optional.empty();
    }
    return Optional.of(
        new Conditional(
            path,
            condition.startOrNull(),
            condition.hoursOrNull(),
            condition.tierOrNull(),
            priceSet(price.path("prices"), name, path + ".prices")));
  }

  private PriceSet priceSet(JsonNode prices, String name, String path) {
    PriceSetBuilder set = new PriceSetBuilder(name, notSaid);
    for (Map.Entry<String, JsonNode> price : prices.properties()) {
      String place = path + "." + price.getKey();
      Optional<PriceKey> key = PriceKey.of(price.getKey());
      if (key.isEmpty()) {
        set.cannotSay(place, "no meter counts it");
      } else if (price.getValue().isObject()) {
        tiered(set, key.get(), price.getValue(), place);
      } else {
        add(set, key.get(), Optional.empty(), new Place(price.getValue(), place));
      }
    }
    return set.build();
  }

  private static void tiered(PriceSetBuilder set, PriceKey key, JsonNode prices, String path) {
    add(set, key, Optional.empty(), new Place(prices.path("base"), path + ".base"));
    int i = 0;
    for (JsonNode tier : prices.path("tiers")) {
      String place = path + ".tiers[" + i++ + "]";
      long start = JsonText.wholeNumber(tier.path("start"), place + ".start");
      Threshold above = new Threshold(start, false);
      add(set, key, Optional.of(above), new Place(tier.path("price"), place + ".price"));
    }
  }

  /** A value and where it stands. */
  private record Place(JsonNode value, String path) {}

  private static void add(
      PriceSetBuilder set, PriceKey key, Optional<Threshold> threshold, Place price) {
    Published published = new Published(JsonText.price(price.value(), price.path()), key.per());
    if (key.onlyAs()) {
      set.countedAs(price.path(), key.meter(), threshold, published);
    } else {
      set.price(price.path(), key.meter(), threshold, published);
    }
  }
}
