package io.voxledger.settings;

import io.voxledger.usage.ProviderAliases;
import io.voxledger.yaml.YamlDocument;
import io.voxledger.yaml.YamlFields;
import io.voxledger.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code providers.yaml}: for a provider a list of its other names. */
final class AliasesReader {
  private AliasesReader() {}

  static ProviderAliases read(String text) {
    Optional<YamlFields> providers =
        YamlDocument.parse(text)
            .filter(node -> !(node instanceof YamlNode.Scalar scalar && scalar.isNull()))
            .map(node -> YamlFields.anyKeys(node, "providers"));
    Map<String, List<String>> names = new LinkedHashMap<>();
    for (String provider : providers.map(YamlFields::keys).orElse(Set.of())) {
      names.put(provider, names(providers.get(), provider));
      requireUsable(providers.get(), provider, names);
    }
    return ProviderAliases.with(names);
  }

  private static List<String> names(YamlFields providers, String provider) {
    return providers.list(provider).stream().map(name -> YamlFields.text(provider, name)).toList();
  }

  /** What is wrong is wrong with the newest line, for those before it were judged already. */
  private static void requireUsable(
      YamlFields providers, String provider, Map<String, List<String>> names) {
    try {
      ProviderAliases.with(names);
    } catch (IllegalArgumentException e) {
      throw providers.problem(provider, e.getMessage());
    }
  }
}
