package io.voxledger.rates.imports;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What other projects call the billers that we know by another name. */
final class Billers {
  private static final Map<String, String> GENAI_PRICES =
      Map.of("x-ai", "xai", "azure", "azure-openai");

  private static final Map<String, String> LITELLM =
      Map.ofEntries(
          Map.entry("gemini", "google"),
          Map.entry("vertex_ai", "google-vertex"),
          Map.entry("bedrock", "aws"),
          Map.entry("bedrock_converse", "aws"),
          Map.entry("bedrock_mantle", "aws"),
          Map.entry("amazon_nova", "aws"),
          Map.entry("aws_polly", "aws"),
          Map.entry("sagemaker", "aws"),
          Map.entry("transcribe", "aws"),
          Map.entry("azure", "azure-openai"),
          Map.entry("azure_text", "azure-openai"),
          Map.entry("text-completion-openai", "openai"),
          Map.entry("cohere_chat", "cohere"),
          Map.entry("fireworks_ai", "fireworks"),
          Map.entry("together_ai", "together"));

  /** Endpoints of a biller that charge some models of it differently. */
  private static final Set<String> BESIDE = Set.of("bedrock_mantle");

  private Billers() {}

  static boolean isEndpointBeside(String litellmProvider) {
    return BESIDE.contains(family(litellmProvider.toLowerCase(Locale.ROOT)));
  }

  static String ofGenaiPrices(String provider) {
    String name = provider.toLowerCase(Locale.ROOT);
    return GENAI_PRICES.getOrDefault(name, name);
  }

  /** LiteLLM adds a family after a hyphen: {@code vertex_ai-anthropic_models}. */
  static String ofLitellm(String provider) {
    String name = provider.toLowerCase(Locale.ROOT);
    return Optional.ofNullable(LITELLM.get(name))
        .or(() -> Optional.ofNullable(LITELLM.get(family(name))))
        .orElse(name);
  }

  private static String family(String name) {
    int hyphen = name.indexOf('-');
    return hyphen < 0 ? name : name.substring(0, hyphen);
  }
}
