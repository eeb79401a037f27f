package io.voxledger.reports.focus;

import io.voxledger.measure.Meter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Names as people and invoices write them. */
final class FocusNames {
  private static final Map<String, String> PROVIDERS =
      Map.ofEntries(
          Map.entry("openai", "OpenAI"),
          Map.entry("azure-openai", "Azure OpenAI"),
          Map.entry("anthropic", "Anthropic"),
          Map.entry("google", "Google"),
          Map.entry("google-vertex", "Google Vertex AI"),
          Map.entry("google-cloud", "Google Cloud"),
          Map.entry("livekit", "LiveKit"),
          Map.entry("deepgram", "Deepgram"),
          Map.entry("cartesia", "Cartesia"),
          Map.entry("elevenlabs", "ElevenLabs"),
          Map.entry("assemblyai", "AssemblyAI"),
          Map.entry("xai", "xAI"),
          Map.entry("groq", "Groq"),
          Map.entry("mistral", "Mistral"),
          Map.entry("twilio", "Twilio"),
          Map.entry("telnyx", "Telnyx"),
          Map.entry("self-hosted", "Self-hosted"));

  private FocusNames() {}

  /** A provider or biller; one that is not known here keeps its own name. */
  static String ofProvider(String provider) {
    return PROVIDERS.getOrDefault(provider, provider);
  }

  /** {@code cache_read_audio} → {@code Cache Read Audio}. */
  static String ofMeter(Meter meter) {
    return Arrays.stream(meter.code().split("_"))
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining(" "));
  }
}
