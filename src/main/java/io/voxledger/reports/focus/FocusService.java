package io.voxledger.reports.focus;

import io.voxledger.measure.Kind;

/**
 * What a kind of usage is called in FOCUS.
 *
 * @param category one of FOCUS's service categories
 * @param subcategory one of that category's
 */
record FocusService(String name, String category, String subcategory) {
  private static final String AI = "AI and Machine Learning";
  private static final String NETWORKING = "Networking";
  private static final String MEDIA = "Media";

  static FocusService of(Kind kind) {
    return switch (kind) {
      case LLM -> new FocusService("Language Models", AI, "Generative AI");
      case STT -> new FocusService("Speech to Text", AI, "Natural Language Processing");
      case TTS -> new FocusService("Text to Speech", AI, "Natural Language Processing");
      case TOOL -> new FocusService("Tools of Models", AI, "Other (AI and Machine Learning)");
      case AGENT -> new FocusService("Agent Sessions", AI, "AI Platforms");
      case WEBRTC -> new FocusService("WebRTC Transport", NETWORKING, "Other (Networking)");
      case DATA -> new FocusService("Data Transfer", NETWORKING, "Other (Networking)");
      case SIP -> new FocusService("Telephony", NETWORKING, "Other (Networking)");
      case PHONE_NUMBER -> new FocusService("Phone Numbers", NETWORKING, "Other (Networking)");
      case EGRESS -> new FocusService("Egress", MEDIA, "Media Streaming");
      case INGRESS -> new FocusService("Ingress", MEDIA, "Media Streaming");
      case RECORDING -> new FocusService("Recording", MEDIA, "Media Streaming");
      case OBSERVABILITY ->
          new FocusService("Observability", "Management and Governance", "Observability");
      case PLAN -> new FocusService("Plan", "Other", "Other (Other)");
    };
  }
}
