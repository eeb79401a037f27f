package io.voxledger.rates.imports;

import com.fasterxml.jackson.databind.JsonNode;
import io.voxledger.rates.RateWindow;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** LiteLLM's {@code off_peak_pricing}: prices at some UTC hours of some days. */
final class OffPeak {
  private static final String WINDOWS = "windows";

  private OffPeak() {}

  /** Adds the windows; says whether the prices in them are one multiple of the draft's. */
  static boolean add(JsonNode offPeak, EntryDraft draft) {
    Optional<BigDecimal> multiple = multiple(offPeak, draft.prices);
    if (multiple.isEmpty() || !draft.tiers.isEmpty() || !draft.prices.above().isEmpty()) {
      return false;
    }
    try {
      for (JsonNode window : offPeak.path(WINDOWS)) {
        Set<DayOfWeek> days = days(window.path("weekdays"));
        for (String hours : hours(window.path("hours_utc"))) {
          draft.windows.add(window(hours, days, multiple.get()));
        }
      }
      return !draft.windows.isEmpty();
    } catch (DateTimeException | IndexOutOfBoundsException notUnderstood) {
      return false;
    }
  }

  /** A price that is not listed keeps its value, so each that is not 0 must be listed. */
  private static Optional<BigDecimal> multiple(JsonNode offPeak, PriceSet prices) {
    PriceSet inWindow = new PriceSet();
    prices
        .base()
        .forEach(
            (meter, price) -> {
              if (price.price().signum() == 0) {
                inWindow.base().put(meter, price);
              }
            });
    for (Map.Entry<String, JsonNode> field : offPeak.properties()) {
      Optional<LitellmKey> key = LitellmKey.of(field.getKey(), "");
      if (key.isPresent()) {
        BigDecimal each = JsonText.price(field.getValue(), "off_peak_pricing." + field.getKey());
        inWindow.base().put(key.get().meter(), new Published(each.movePointRight(6), 1_000_000));
      } else if (!field.getKey().equals(WINDOWS)) {
        return Optional.empty();
      }
    }
    return inWindow.multipleOf(prices);
  }

  private static List<String> hours(JsonNode node) {
    List<String> hours = new ArrayList<>();
    if (node.isTextual()) {
      hours.add(node.asText());
    }
    node.forEach(text -> hours.add(text.asText()));
    return hours;
  }

  /** Monday is 1; every day when none is named. */
  private static Set<DayOfWeek> days(JsonNode node) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    node.forEach(day -> days.add(DayOfWeek.of(day.asInt())));
    return days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days;
  }

  /** {@code 10:00-00:00}; 00:00 as an end is midnight. */
  private static RateWindow window(String hours, Set<DayOfWeek> days, BigDecimal multiple) {
    int hyphen = hours.indexOf('-');
    int start = minute(hours.substring(0, hyphen));
    int end = minute(hours.substring(hyphen + 1));
    return new RateWindow(start, end == 0 ? 24 * 60 : end, days, multiple);
  }

  private static int minute(String text) {
    LocalTime time = LocalTime.parse(text.strip());
    return time.getHour() * 60 + time.getMinute();
  }
}
