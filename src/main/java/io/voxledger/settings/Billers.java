package io.voxledger.settings;

import io.voxledger.settings.Settings.Biller;
import io.voxledger.usage.ProviderAliases;
import io.voxledger.yaml.YamlFields;
import io.voxledger.yaml.YamlNode;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The {@code billers:} of the settings.
 *
 * @param lags of billers that are named
 * @param zones of those that state one
 */
record Billers(Map<String, Biller> lags, Map<String, ZoneId> zones) {
  private static final Set<String> KEYS = Set.of("time_zone", "lag_days");

  /** Ten years; more is a slip of the pen. */
  private static final int LONGEST_LAG_DAYS = 3650;

  static Billers read(Optional<YamlNode> node, ProviderAliases names) {
    Map<String, Biller> lags = new TreeMap<>();
    Map<String, ZoneId> zones = new TreeMap<>();
    if (node.isPresent()) {
      YamlFields billers = YamlFields.anyKeys(node.get(), "billers");
      keysByName(billers, names)
          .forEach(
              (name, key) -> {
                YamlFields biller = YamlFields.of(billers.required(key), "a biller", KEYS);
                biller.text("time_zone").ifPresent(zone -> zones.put(name, zone(biller, zone)));
                lags.put(name, new Biller(lagDays(biller)));
              });
    }
    return new Billers(lags, zones);
  }

  /**
   * Billers have their own names everywhere else: {@code OpenAI} in the settings is {@code openai},
   * {@code Gemini} is {@code google}.
   *
   * @return the keys as they are written, by the biller's name
   */
  static Map<String, String> keysByName(YamlFields fields, ProviderAliases names) {
    Map<String, String> keys = new TreeMap<>();
    for (String key : fields.keys()) {
      String other = keys.put(names.canonical(key), key);
      if (other != null) {
        throw fields.problem(key, "'" + other + "' and '" + key + "' are one biller; keep one");
      }
    }
    return keys;
  }

  private static int lagDays(YamlFields biller) {
    long days = biller.wholeNumber("lag_days").orElse((long) Biller.DEFAULT.lagDays());
    if (days > LONGEST_LAG_DAYS) {
      throw biller.problem("lag_days", "'lag_days' is above " + LONGEST_LAG_DAYS + ": " + days);
    }
    return (int) days;
  }

  private static ZoneId zone(YamlFields biller, String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException unknown) {
      throw biller.problem(
          "time_zone", "'" + name + "' is no time zone; use a name such as America/Los_Angeles");
    }
  }
}
