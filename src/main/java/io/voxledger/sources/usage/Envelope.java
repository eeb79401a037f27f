package io.voxledger.sources.usage;

import static io.voxledger.sources.usage.Fields.text;

import io.voxledger.sources.json.JsonTape;
import io.voxledger.sources.json.JsonValue;
import java.time.Instant;
import java.util.Optional;

/** What an event log wraps around each event; the session and the event are surely there. */
record Envelope(JsonValue row, String sessionId, JsonValue event) {

  static Envelope of(JsonTape tape) {
    JsonValue row = tape.root();
    String sessionId = Fields.requiredText(row, "session_id");
    JsonValue event = row.field("event");
    if (!event.isObject()) {
      throw Fields.missing("event");
    }
    return new Envelope(row, sessionId, event);
  }

  Instant requiredObservedAt() {
    return Fields.requiredInstant(row, "observed_at");
  }

  Optional<Instant> observedAt() {
    return Fields.instant(row.field("observed_at"));
  }

  Optional<String> provider() {
    return text(row.field("provider"));
  }

  Optional<String> model() {
    return text(row.field("model"));
  }

  /** Who served the request, as the envelope tells; {@code usual} where it names no provider. */
  Service service(String usual) {
    return service(provider().orElse(usual), model().orElse(""));
  }

  Service service(String provider, String model) {
    return new Service(provider, model, text(row.field("service_tier")), text(row.field("region")));
  }
}
