package io.voxledger.reports.focus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.voxledger.pricing.ChargeKey;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The two columns of FOCUS that are JSON objects of key and value. */
final class FocusJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private FocusJson() {}

  static String tags(Optional<String> sessionId, Map<String, String> tags) {
    Map<String, String> all = new TreeMap<>(tags);
    sessionId.ifPresent(session -> all.put("session_id", session));
    return text(all);
  }

  /** What, besides model and meter, the price depends on; FOCUS wants our own keys to begin so. */
  static String priceDetails(ChargeKey key) {
    Map<String, String> details = new TreeMap<>();
    details.put("x_ServiceTier", key.serviceTier());
    details.put("x_ContextBand", key.contextBand().name().toLowerCase(Locale.ROOT));
    details.put("x_Route", key.route());
    key.region().ifPresent(region -> details.put("x_Region", region));
    return text(details);
  }

  private static String text(Map<String, String> object) {
    try {
      return JSON.writeValueAsString(object);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("text is always JSON", e);
    }
  }
}
