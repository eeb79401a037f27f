package io.voxledger.usage.spark;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.voxledger.measure.Meter;
import io.voxledger.measure.Quantities;
import io.voxledger.time.Timestamps;
import io.voxledger.usage.Attribution;
import io.voxledger.usage.SessionFact;
import io.voxledger.usage.UsageItem;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The JSON in which {@code session_event.document} keeps what a row told about its session. */
final class FactJson {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule().addDeserializer(Instant.class, new InstantReader()))
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
          .addMixIn(SessionFact.class, FactNames.class)
          .addMixIn(Quantities.class, QuantitiesAsMap.class)
          .build();

  private FactJson() {}

  /** What is kept of a row. */
  record Document(Attribution attribution, List<UsageItem> items, Optional<SessionFact> fact) {
    Document {
      items = items == null ? List.of() : items;
      fact = fact == null ? Optional.empty() : fact;
    }
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "fact")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = SessionFact.Webhook.class, name = "webhook"),
    @JsonSubTypes.Type(value = SessionFact.Report.class, name = "report"),
    @JsonSubTypes.Type(value = SessionFact.Analytics.class, name = "analytics"),
    @JsonSubTypes.Type(value = SessionFact.CostUpdate.class, name = "cost_update")
  })
  private interface FactNames {}

  @JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.NONE)
  private abstract static class QuantitiesAsMap {
    @JsonValue
    abstract Map<Meter, BigDecimal> asMap();

    @JsonCreator
    static Quantities copyOf(Map<Meter, BigDecimal> quantities) {
      throw new AssertionError("a mixin is never called: " + quantities);
    }
  }

  /** Every stored fact has instants, and Java's own reader of them is slow. */
  private static final class InstantReader extends StdScalarDeserializer<Instant> {
    private static final long serialVersionUID = 1L;

    InstantReader() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
      String text = json.getText();
      return Timestamps.parse(text).orElseGet(() -> Instant.parse(text));
    }
  }

  static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + value.getClass().getSimpleName(), e);
    }
  }

  static <T> T read(String json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot read a stored " + type.getSimpleName(), e);
    }
  }
}
