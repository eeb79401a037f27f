package io.voxledger.rates;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.voxledger.yaml.YamlFields;
import io.voxledger.yaml.YamlNode;
import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one item of {@code windows}: {@code {utc: "16:30-00:30", days: [mon, tue], multiplier:
 * 0.5}}.
 */
final class RateWindowReader {
  private static final Set<String> KEYS = Set.of("utc", "days", "multiplier");
  private static final Pattern HOURS =
      Pattern.compile(
          "([01][0-9]|2[0-3]):([0-5][0-9])\\s*-\\s*(?:([01][0-9]|2[0-3]):([0-5][0-9])|24:00)");
  private static final Map<String, DayOfWeek> DAYS =
      Arrays.stream(DayOfWeek.values())
          .collect(toUnmodifiableMap(RateWindow::code, Function.identity()));

  private RateWindowReader() {}

  static RateWindow read(YamlNode node) {
    YamlFields fields = YamlFields.of(node, "a window", KEYS);
    String utc = fields.requiredText("utc");
    Matcher hours = HOURS.matcher(utc);
    if (!hours.matches()) {
      throw fields.problem("utc", "'" + utc + "' are no hours such as \"16:30-00:30\"");
    }
    int end = hours.group(3) == null ? 24 * 60 : minute(hours.group(3), hours.group(4));
    return new RateWindow(
        minute(hours.group(1), hours.group(2)),
        end,
        days(fields),
        fields.requiredUnitPrice("multiplier"));
  }

  private static int minute(String hours, String minutes) {
    return Integer.parseInt(hours) * 60 + Integer.parseInt(minutes);
  }

  private static Set<DayOfWeek> days(YamlFields fields) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (YamlNode node : fields.list("days")) {
      String code = YamlFields.text("days", node);
      YamlFields.refuseUnknown(code, node.line(), "days", DAYS.keySet());
      days.add(DAYS.get(code));
    }
    if (fields.has("days") && days.isEmpty()) {
      throw fields.problem("days", "'days' is empty; leave it out for every day");
    }
    return days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days;
  }
}
