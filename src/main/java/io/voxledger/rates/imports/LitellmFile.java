package io.voxledger.rates.imports;

import com.fasterxml.jackson.databind.JsonNode;
import io.voxledger.rates.RateEntry;
import io.voxledger.time.TimeRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads LiteLLM's price map: <a
 * href="https://github.com/BerriAI/litellm">model_prices_and_context_window.json</a>. It has no
 * dates: prices hold from the pull on. Its names carry the provider ({@code
 * gemini/gemini-2.5-pro}); a card has the model alone.
 */
final class LitellmFile {
  private static final String SOURCE = "litellm";

  /** Documents the fields; not a model. */
  private static final String SPECIFICATION = "sample_spec";

  private final PulledFile file;
  private final CardSheaf sheaf;
  private final List<NotSaid> notSaid = new ArrayList<>();
  private final Map<String, Map<String, Named>> byBiller = new LinkedHashMap<>();

  /** Entries that say again what another of the same name says. */
  private int repeats;

  /** An entry with the name it had in the file, and whose it was there. */
  private record Named(String key, String provider, RateEntry entry) {
    /**
     * What a biller's other endpoints charge counts less than what its own does. Of entries of one
     * provider LiteLLM takes that which carries the provider; the longer key carries more of it.
     */
    boolean winsOver(Named other) {
      boolean isBeside = Billers.isEndpointBeside(provider);
      return isBeside == Billers.isEndpointBeside(other.provider)
          ? key.length() > other.key.length()
          : !isBeside;
    }
  }

  LitellmFile(PulledFile file) {
    this.file = file;
    this.sheaf = new CardSheaf(file, SOURCE);
  }

  ImportedRates read(String text) {
    JsonNode root = JsonText.parse(text);
    if (!root.isObject()) {
      throw new InvalidPriceFile("LiteLLM's price map is an object of models, this is none");
    }
    int models = 0;
    for (Map.Entry<String, JsonNode> model : root.properties()) {
      if (!model.getKey().equals(SPECIFICATION)) {
        models++;
        model(model.getKey(), model.getValue());
      }
    }
    TimeRange sincePull = new TimeRange(file.pulled(), null);
    int priced = repeats;
    for (Map.Entry<String, Map<String, Named>> biller : byBiller.entrySet()) {
      priced += biller.getValue().size();
      biller.getValue().values().forEach(e -> sheaf.add(biller.getKey(), sincePull, e.entry()));
    }
    return new ImportedRates(sheaf.cards(), models, priced, notSaid);
  }

  private void model(String key, JsonNode model) {
    String path = JsonPath.of(key);
    String provider = model.path("litellm_provider").asText();
    if (provider.isBlank()) {
      notSaid.add(NotSaid.leftOut(path, key, "no litellm_provider, so nobody bills it"));
      return;
    }
    String biller = Billers.ofLitellm(provider);
    String name = nameWithoutProvider(key, provider);
    if (name.indexOf('*') >= 0) {
      notSaid.add(NotSaid.leftOut(path, biller + " " + name, "a pattern in place of a name"));
      return;
    }
    try {
      LitellmEntry entry = LitellmEntry.of(biller + " " + name, model, path, notSaid);
      entry
          .draft()
          .flatMap(draft -> draft.entry(name, List.of()))
          .ifPresentOrElse(
              rate -> keep(biller, new Named(key, provider, rate)),
              () -> notSaid.add(NotSaid.leftOut(path, biller + " " + name, entry.whyEmpty())));
    } catch (InvalidPriceFile e) {
      notSaid.add(NotSaid.leftOut(path, biller + " " + name, e.getMessage()));
    }
  }

  private void keep(String biller, Named named) {
    Map<String, Named> known = byBiller.computeIfAbsent(biller, b -> new LinkedHashMap<>());
    String name = named.entry().model().toLowerCase(Locale.ROOT);
    Named other = known.get(name);
    boolean wins = other == null || named.winsOver(other);
    if (wins) {
      known.put(name, named);
    }
    if (other != null && other.entry().equals(named.entry())) {
      repeats++;
    } else if (other != null) {
      Named loser = wins ? other : named;
      notSaid.add(
          NotSaid.beside(
              JsonPath.of(loser.key()),
              biller + " " + named.entry().model(),
              "the same name stands there as '" + (wins ? named : other).key() + "' too"));
    }
  }

  /** {@code vertex_ai/gemini-3.8-live} of {@code vertex_ai-language-models} → the part behind /. */
  private static String nameWithoutProvider(String key, String provider) {
    int slash = key.indexOf('/');
    return slash > 0 && slash < key.length() - 1 && provider.startsWith(key.substring(0, slash))
        ? key.substring(slash + 1)
        : key;
  }
}
