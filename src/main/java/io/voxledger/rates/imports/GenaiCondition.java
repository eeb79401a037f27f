package io.voxledger.rates.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.voxledger.rates.imports.PriceHistory.Hours;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/**
 * When prices of genai-prices hold.
 *
 * @param notUnderstood why a card cannot say it
 */
record GenaiCondition(
    Instant startOrNull, Hours hoursOrNull, String tierOrNull, Optional<String> notUnderstood) {

  /** The condition of an item of {@code prices} or {@code price_variants}. */
  static GenaiCondition of(JsonNode price) {
    try {
      JsonNode constraint = price.path("constraint");
      return of(
          text(constraint.path("start_date")).or(() -> text(price.path("start_date"))),
          text(constraint.path("start_time"))
              .map(start -> hours(start, constraint.path("end_time").asText())),
          price.path("when"));
    } catch (DateTimeException e) {
      return unclear("its constraint is not understood: " + e.getMessage());
    }
  }

  /**
   * A condition in the columns of a flat file.
   *
   * @param start a day, or empty
   * @param hours {@code 01:00:00+00:00-04:00:00+00:00}, or empty
   * @param when JSON such as {@code {"service_tier": "flex"}}, or empty
   */
  static GenaiCondition of(String start, String hours, String when) {
    try {
      return of(
          Optional.of(start).filter(text -> !text.isBlank()),
          Optional.of(hours).filter(text -> !text.isBlank()).map(GenaiCondition::range),
          when.isBlank() ? MissingNode.getInstance() : JsonText.parse(when));
    } catch (DateTimeException | InvalidPriceFile e) {
      return unclear("its condition is not understood: " + e.getMessage());
    }
  }

  private static GenaiCondition of(Optional<String> start, Optional<Hours> hours, JsonNode when) {
    Instant from = start.map(GenaiCondition::day).orElse(null);
    if (when.isMissingNode() || when.isNull()) {
      return new GenaiCondition(from, hours.orElse(null), null, Optional.empty());
    }
    Optional<String> tier = tier(when);
    if (tier.isEmpty() || hours.isPresent()) {
      return unclear("a card has no condition " + when);
    }
    return new GenaiCondition(from, null, tier.get(), Optional.empty());
  }

  /** {@code {service_tier: x}} → x, {@code {processing: batch}} → batch, {@code {speed: x}} → x. */
  private static Optional<String> tier(JsonNode when) {
    if (!when.isObject() || when.size() != 1) {
      return Optional.empty();
    }
    Map.Entry<String, JsonNode> only = when.properties().iterator().next();
    String value = only.getValue().asText();
    return switch (only.getKey()) {
      case "service_tier", "processing", "speed" ->
          value.equals("default") ? Optional.empty() : Optional.of(value);
      default -> Optional.empty();
    };
  }

  private static GenaiCondition unclear(String why) {
    return new GenaiCondition(null, null, null, Optional.of(why));
  }

  private static Optional<String> text(JsonNode node) {
    return node.isTextual() ? Optional.of(node.asText()) : Optional.empty();
  }

  private static Instant day(String text) {
    return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static Hours range(String text) {
    int middle = text.length() / 2;
    return hours(text.substring(0, middle), text.substring(middle + 1));
  }

  private static Hours hours(String start, String end) {
    return new Hours(minute(start), minute(end));
  }

  private static int minute(String text) {
    LocalTime time = OffsetTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC).toLocalTime();
    if (time.getSecond() != 0) {
      throw new DateTimeException("hours begin at a full minute, not at " + text);
    }
    return time.getHour() * 60 + time.getMinute();
  }
}
