package io.voxledger.rates;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.voxledger.measure.Meter;
import io.voxledger.money.Decimals;
import io.voxledger.yaml.YamlFields;
import io.voxledger.yaml.YamlNode;
import io.voxledger.yaml.YamlProblem;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Reads one item of a card's {@code rates}. Every method throws {@link YamlProblem} at the first
 * rule that is broken.
 */
final class RateEntryReader {
  private static final Set<String> KEYS =
      Set.of(
          "model",
          "aliases",
          "per",
          "prices",
          "long_context",
          "tiers",
          "regions",
          "windows",
          "increment",
          "minimum");
  private static final Set<String> LONG_CONTEXT_KEYS = Set.of("over", "inclusive", "prices");
  private static final Set<String> TIER_KEYS = Set.of("prices", "multiplier", "long_context");
  private static final Map<String, Meter> METERS =
      Arrays.stream(Meter.values()).collect(toUnmodifiableMap(Meter::code, Function.identity()));

  private RateEntryReader() {}

  static RateEntry read(YamlNode node) {
    YamlFields fields = YamlFields.of(node, "a rate", KEYS);
    String model = name(fields.requiredText("model"), fields, "model");
    PriceList prices = prices(fields);
    RateEntry entry =
        new RateEntry(
            model,
            aliases(fields),
            per(fields),
            prices,
            fields.node("long_context").map(RateEntryReader::longContext).orElse(null),
            fields.node("tiers").map(RateEntryReader::tiers).orElseGet(TreeMap::new),
            fields.node("regions").map(RateEntryReader::regions).orElseGet(TreeMap::new),
            fields.list("windows").stream().map(RateWindowReader::read).toList(),
            rounding(fields));
    requireUnitPricesThatFit(entry, fields);
    return entry;
  }

  private static List<String> aliases(YamlFields fields) {
    return fields.list("aliases").stream()
        .map(alias -> name(YamlFields.text("aliases", alias), fields, "aliases"))
        .toList();
  }

  private static String name(String name, YamlFields fields, String key) {
    int star = name.indexOf('*');
    if (star >= 0 && star < name.length() - 1) {
      throw fields.problem(key, "'" + name + "': only one trailing * is allowed");
    }
    return name;
  }

  private static long per(YamlFields fields) {
    long per = fields.wholeNumber("per").orElse(1L);
    if (per == 0) {
      throw fields.problem("per", "'per' is 0; it is the number of units that a price is for");
    }
    return per;
  }

  private static PriceList prices(YamlFields parent) {
    YamlFields fields = YamlFields.anyKeys(parent.required("prices"), "prices");
    Map<Meter, BigDecimal> prices = new EnumMap<>(Meter.class);
    for (String code : fields.keys()) {
      YamlFields.refuseUnknown(code, fields.line(code), "prices", METERS.keySet());
      prices.put(METERS.get(code), fields.requiredUnitPrice(code));
    }
    if (prices.isEmpty()) {
      throw parent.problem("prices", "'prices' is empty");
    }
    return new PriceList(prices);
  }

  private static LongContext longContext(YamlNode node) {
    YamlFields fields = YamlFields.of(node, "long_context", LONG_CONTEXT_KEYS);
    fields.required("over");
    long over = fields.wholeNumber("over").orElseThrow();
    return new LongContext(over, fields.trueOrFalse("inclusive").orElse(false), prices(fields));
  }

  private static SortedMap<String, TierRates> tiers(YamlNode node) {
    YamlFields fields = YamlFields.anyKeys(node, "tiers");
    SortedMap<String, TierRates> tiers = new TreeMap<>();
    for (String name : fields.keys()) {
      YamlNode tier = fields.required(name);
      requireNew(fields, name, tiers);
      tiers.put(
          name.toLowerCase(Locale.ROOT),
          tier(YamlFields.of(tier, "tier '" + name + "'", TIER_KEYS), name));
    }
    return tiers;
  }

  private static TierRates tier(YamlFields fields, String name) {
    if (!fields.has("multiplier")) {
      LongContext own = fields.node("long_context").map(RateEntryReader::longContext).orElse(null);
      return new TierRates.Own(prices(fields), own);
    }
    for (String key : List.of("prices", "long_context")) {
      if (fields.has(key)) {
        throw fields.problem(
            key,
            "tier '"
                + name
                + "' has a multiplier and '"
                + key
                + "': a multiplier scales what the rate has, "
                + "a tier with its own prices stands alone");
      }
    }
    return new TierRates.Scaled(fields.requiredUnitPrice("multiplier"));
  }

  private static SortedMap<String, BigDecimal> regions(YamlNode node) {
    YamlFields fields = YamlFields.anyKeys(node, "regions");
    SortedMap<String, BigDecimal> regions = new TreeMap<>();
    for (String name : fields.keys()) {
      YamlFields region =
          YamlFields.of(fields.required(name), "region '" + name + "'", Set.of("multiplier"));
      requireNew(fields, name, regions);
      regions.put(name.toLowerCase(Locale.ROOT), region.requiredUnitPrice("multiplier"));
    }
    return regions;
  }

  /** Usage may write a name in any case, so that two that differ in nothing else are one. */
  private static void requireNew(YamlFields fields, String name, Map<String, ?> known) {
    if (known.containsKey(name.toLowerCase(Locale.ROOT))) {
      throw fields.problem(name, "'" + name + "' stands here twice, but for upper and lower case");
    }
  }

  private static BillableRounding rounding(YamlFields fields) {
    BigDecimal increment = fields.quantity("increment").orElse(null);
    if (increment != null && increment.signum() == 0) {
      throw fields.problem(
          "increment", "'increment' is 0; leave it out to bill quantities as they are");
    }
    return new BillableRounding(increment, fields.quantity("minimum").orElse(BigDecimal.ZERO));
  }

  private static void requireUnitPricesThatFit(RateEntry entry, YamlFields fields) {
    BigDecimal largest = LargestUnitPrice.of(entry);
    if (largest.precision() - largest.scale() > 6) {
      throw fields.problem(
          "prices",
          "price × multipliers reaches "
              + Decimals.text(largest)
              + ", which does not fit DECIMAL(18,12)");
    }
  }
}
