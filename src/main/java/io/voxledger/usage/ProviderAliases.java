package io.voxledger.usage;

import java.io.Serializable;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The one name of a provider that sources name in many ways. Names are compared without regard to
 * case; a name that nobody knows becomes its lower-case self.
 */
public final class ProviderAliases implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The names that livekit-agents and the providers themselves report. */
  public static final ProviderAliases BUILT_IN = new ProviderAliases(builtIn());

  /** All names that end so are of that provider. */
  private record Ending(String text, String provider) implements Serializable {}

  private final Map<String, String> exact;
  private final List<Ending> endings;

  private ProviderAliases(Map<String, String> providerByName) {
    Map<String, String> names = new HashMap<>(providerByName);
    names.keySet().removeIf(name -> name.startsWith("*"));
    exact = Map.copyOf(names);
    endings =
        providerByName.entrySet().stream()
            .filter(alias -> alias.getKey().startsWith("*"))
            .map(alias -> new Ending(alias.getKey().substring(1), alias.getValue()))
            .sorted(
                Comparator.comparing((Ending e) -> -e.text().length()).thenComparing(Ending::text))
            .toList();
  }

  /**
   * The built-in names and further ones, which win over built-in ones.
   *
   * @param namesByProvider for a provider its other names, exact or with one leading {@code *}
   * @throws IllegalArgumentException when a name has a {@code *} elsewhere or is empty besides, or
   *     two providers claim it
   */
  public static ProviderAliases with(Map<String, List<String>> namesByProvider) {
    Map<String, String> added = new HashMap<>();
    namesByProvider.forEach(
        (provider, names) -> names.forEach(name -> claim(added, checked(name), lower(provider))));
    Map<String, String> all = builtIn();
    all.putAll(added);
    return new ProviderAliases(all);
  }

  /**
   * The provider of that name: an exact alias, else that of the longest matching ending, else the
   * name in lower case.
   */
  public String canonical(String reported) {
    String name = lower(reported);
    String known = exact.get(name);
    if (known != null) {
      return known;
    }
    for (Ending ending : endings) {
      if (name.endsWith(ending.text())) {
        return ending.provider();
      }
    }
    return name;
  }

  private static void claim(Map<String, String> added, String name, String provider) {
    String other = added.putIfAbsent(name, provider);
    if (other != null && !other.equals(provider)) {
      throw new IllegalArgumentException(
          "alias '" + name + "' stands under both " + other + " and " + provider + "; leave one");
    }
  }

  private static String checked(String alias) {
    String name = lower(alias);
    if (name.isEmpty() || name.equals("*") || name.lastIndexOf('*') > 0) {
      throw new IllegalArgumentException(
          "alias '" + alias + "' must be a provider's name, or * and the ending of its names");
    }
    return name;
  }

  private static String lower(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  private static Map<String, String> builtIn() {
    Map<String, String> names = new HashMap<>();
    names.put("api.openai.com", "openai");
    names.put("*.openai.azure.com", "azure-openai");
    names.put("api.anthropic.com", "anthropic");
    names.put("api.x.ai", "xai");
    names.put("api.groq.com", "groq");
    names.put("api.mistral.ai", "mistral");
    names.put("gemini", "google");
    names.put("vertex ai", "google-vertex");
    names.put("google cloud platform", "google-cloud");
    return names;
  }
}
