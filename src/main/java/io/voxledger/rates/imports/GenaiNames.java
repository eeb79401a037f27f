package io.voxledger.rates.imports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who a provider's model names mean. genai-prices takes the first model of its list whose clause
 * matches, a card the exact name and then the longest prefix: each name is given to the model that
 * genai-prices would take.
 */
final class GenaiNames {
  private final List<Model> models = new ArrayList<>();

  /** A model with its clause. */
  record Model(String id, GenaiMatch match, String path) {}

  void add(Model model) {
    models.add(model);
  }

  /** Aliases by model id; every name stands under one model only. */
  Map<String, List<String>> aliases(String provider, List<NotSaid> notSaid) {
    Map<String, Set<String>> names = new HashMap<>();
    Set<String> taken = new HashSet<>();
    models.forEach(model -> taken.add(model.id().toLowerCase(Locale.ROOT)));
    for (Model model : models) {
      firstMatch(model.id())
          .filter(first -> first != model)
          .ifPresent(first -> notSaid.add(ofAnother(provider, model, first)));
      List<String> stated = new ArrayList<>();
      model.match().names(stated::add, provider + " " + model.id(), notSaid);
      for (String name : stated) {
        String text = name.endsWith("*") ? name.substring(0, name.length() - 1) : name;
        if (text.indexOf('*') < 0 && taken.add(name.toLowerCase(Locale.ROOT))) {
          Model owner = firstMatch(text).orElse(model);
          names.computeIfAbsent(owner.id(), id -> new LinkedHashSet<>()).add(name);
        }
      }
    }
    Map<String, List<String>> aliases = new HashMap<>();
    names.forEach((id, all) -> aliases.put(id, List.copyOf(all)));
    return aliases;
  }

  private Optional<Model> firstMatch(String name) {
    return models.stream().filter(model -> model.match().matches(name)).findFirst();
  }

  private static NotSaid ofAnother(String provider, Model model, Model first) {
    return NotSaid.beside(
        model.path() + ".match",
        provider + " " + model.id(),
        "genai-prices takes " + first.id() + " for that name, a card the model itself");
  }
}
