package io.voxledger.reconciliation.causes;

import io.voxledger.billed.BillCategory;
import io.voxledger.measure.Basis;
import io.voxledger.measure.Kind;
import io.voxledger.measure.Meter;
import io.voxledger.rates.AgreedPrices;
import io.voxledger.rates.AgreedPricesReader;
import io.voxledger.rates.Cards;
import io.voxledger.rates.RateBook;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * A day of usage and the bill of a biller who makes known mistakes. The bill is worked out from a
 * price list of its own, use by use, and shares nothing with what explains it.
 */
final class InventedBill {
  /** What the biller, or our telemetry, gets wrong. */
  enum Mistake {
    USAGE_MISSING,
    USAGE_DUPLICATED,
    CACHED_USAGE_NOT_REPORTED,
    REASONING_TOKENS,
    CONNECTION_TIME,
    OTHER_TRAFFIC,
    SIDECAR_MODEL,
    RATE_CHANGED,
    SERVICE_TIER_PREMIUM,
    SERVICE_TIER_DISCOUNT,
    BATCH_DISCOUNT,
    LONG_CONTEXT_RATE_APPLIED,
    CACHE_DISCOUNT_NOT_APPLIED,
    MODALITY_MISMATCH,
    REGION_UPLIFT,
    AGREED_DISCOUNT_MISSING,
    MARKUP,
    UNKNOWN_DISCOUNT,
    UNIT_SCALE,
    PER_RESOURCE_ROUNDING,
    DAY_BOUNDARY,
    CREDIT,
    TAX,
    SKU_UNMAPPED;

    Cause cause() {
      return Cause.valueOf(name());
    }
  }

  /** How the bill looks. */
  record Shape(boolean hasQuantities, boolean isOneLine, int decimals) {}

  record Line(String model, Meter meter) {}

  record Amount(BigDecimal quantity, BigDecimal cost) {
    Amount plus(Amount other) {
      return new Amount(quantity.add(other.quantity), cost.add(other.cost));
    }
  }

  private record Used(
      String session, String model, Kind kind, Instant at, Map<Meter, BigDecimal> quantities) {}

  private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
  private static final Map<Meter, Meter> UNCACHED =
      Map.of(
          Meter.CACHE_READ_TEXT, Meter.INPUT_TEXT,
          Meter.CACHE_READ_AUDIO, Meter.INPUT_AUDIO);
  private static final Map<Meter, Meter> AS_TEXT =
      Map.of(
          Meter.INPUT_AUDIO, Meter.INPUT_TEXT,
          Meter.CACHE_READ_AUDIO, Meter.CACHE_READ_TEXT,
          Meter.OUTPUT_AUDIO, Meter.OUTPUT_TEXT);

  private final Random random;
  private final Shape shape;
  private final Map<Mistake, Set<String>> mistakes = new TreeMap<>();
  private final Map<String, Map<String, String>> prices = new HashMap<>();
  private final List<Used> real = new ArrayList<>();
  private final List<Used> seen = new ArrayList<>();
  private final Map<Line, Amount> lines = new LinkedHashMap<>();
  private final Map<Mistake, BigDecimal> injected = new TreeMap<>();
  private BigDecimal ratio = BigDecimal.ONE;
  private final boolean isNoisy;
  private final boolean areQuantitiesNoisy;
  private final InventedPeriod period;

  InventedBill(long seed, Shape shape, Set<Mistake> wanted) {
    this(seed, shape, wanted, false);
  }

  /** A bill whose lines are off by a factor of 0.2 to 4, each by itself. */
  static InventedBill noisy(long seed, Shape shape) {
    return new InventedBill(seed, shape, EnumSet.noneOf(Mistake.class), true);
  }

  private InventedBill(long seed, Shape shape, Set<Mistake> wanted, boolean isNoisy) {
    this.isNoisy = isNoisy;
    this.areQuantitiesNoisy = seed % 2 == 0;
    this.random = new Random(seed);
    this.shape = shape;
    inventPrices();
    inventUsage();
    for (Mistake mistake : wanted) {
      mistakes.put(mistake, bearsOn(mistake));
    }
    ratio = ratio();
    this.period = new InventedPeriod(book(), book(), agreed());
    seeUsage();
    bill();
  }

  /** USD that a mistake adds, each on what the ones before it left; in the order of the causes. */
  Map<Mistake, BigDecimal> injected() {
    return injected;
  }

  ExplainPeriod.Result explain() {
    return period.explain();
  }

  InventedPeriod period() {
    return period;
  }

  Map<Line, Amount> lines() {
    return lines;
  }

  // ---- prices -------------------------------------------------------------------------------

  private String price(double least, double most) {
    BigDecimal price = new BigDecimal(least + random.nextDouble() * (most - least));
    return price.setScale(3, RoundingMode.HALF_EVEN).toPlainString();
  }

  private void inventPrices() {
    for (String model : List.of("alpha", "beta")) {
      prices.put(
          model,
          Map.of(
              "input",
              price(1, 5),
              "cache_read",
              price(0.1, 0.6),
              "output",
              price(8, 30),
              "long input",
              price(6, 11),
              "long cache_read",
              price(0.7, 1.2),
              "long output",
              price(31, 60),
              "old input",
              price(1, 5),
              "old cache_read",
              price(0.1, 0.6),
              "old output",
              price(8, 30)));
    }
    Map<String, String> voice = new HashMap<>();
    for (String list : List.of("", "old ")) {
      voice.put(list + "input_text", price(3, 5));
      voice.put(list + "cache_read_text", price(0.3, 0.5));
      voice.put(list + "output_text", price(12, 20));
      voice.put(list + "input_audio", price(28, 40));
      voice.put(list + "cache_read_audio", price(0.6, 0.9));
      voice.put(list + "output_audio", price(60, 80));
    }
    prices.put("voice", voice);
    prices.put("speech", Map.of("audio_seconds", price(0.004, 0.02)));
    prices.put("rooms", Map.of("webrtc_seconds", price(0.004, 0.02)));
    prices.put("whisper", Map.of("audio_seconds", price(0.004, 0.02)));
    prices.put("gamma", Map.of("input", price(1, 5), "output", price(5, 20)));
  }

  private String list(String model, String prefix) {
    List<String> pairs = new ArrayList<>();
    prices
        .get(model)
        .forEach(
            (name, price) -> {
              boolean own =
                  prefix.isEmpty() ? name.indexOf(' ') < 0 : name.startsWith(prefix + " ");
              if (own) {
                pairs.add(
                    name.substring(prefix.isEmpty() ? 0 : prefix.length() + 1) + ": " + price);
              }
            });
    return "{" + String.join(", ", pairs) + "}";
  }

  private RateBook book() {
    StringBuilder now = new StringBuilder();
    StringBuilder old = new StringBuilder();
    for (String model : List.of("alpha", "beta")) {
      now.append("- model: " + model + "\n  per: 1000000\n  prices: " + list(model, "") + "\n");
      now.append("  long_context: {over: 200000, prices: " + list(model, "long") + "}\n");
      now.append(
          "  tiers: {priority: {multiplier: 1.75}, flex: {multiplier: 0.45}, batch: {multiplier:"
              + " 0.5}}\n");
      now.append("  regions: {eu: {multiplier: 1.1}}\n");
      old.append("- model: " + model + "\n  per: 1000000\n  prices: " + list(model, "old") + "\n");
      old.append(
          "  tiers: {priority: {multiplier: 1.75}, flex: {multiplier: 0.45}, batch: {multiplier:"
              + " 0.5}}\n");
      old.append("  regions: {eu: {multiplier: 1.1}}\n");
    }
    now.append("- model: voice\n  per: 1000000\n  prices: " + list("voice", "") + "\n");
    old.append("- model: voice\n  per: 1000000\n  prices: " + list("voice", "old") + "\n");
    now.append("- model: gamma\n  per: 1000000\n  prices: " + list("gamma", "") + "\n");
    for (String model : List.of("speech", "rooms", "whisper")) {
      now.append("- model: " + model + "\n  per: 60\n  prices: " + list(model, "") + "\n");
    }
    return Cards.book(card("now", "2026-09-01", now), card("before", "2026-06-01", old));
  }

  private static String card(String id, String from, StringBuilder rates) {
    return "id: openai-"
        + id
        + "\nbiller: openai\neffective_from: "
        + from
        + "\nrates:\n"
        + rates.toString().indent(2);
  }

  private static AgreedPrices agreed() {
    return AgreedPricesReader.read("- {biller: openai, model: voice, discount: 0.07}\n");
  }

  // ---- usage --------------------------------------------------------------------------------

  private BigDecimal tokens(int least, int most) {
    return BigDecimal.valueOf(least + random.nextInt(most - least));
  }

  private BigDecimal seconds(int least, int most) {
    return BigDecimal.valueOf(least * 1000L + random.nextInt((most - least) * 1000), 3);
  }

  private void inventUsage() {
    int sessions = 12 + random.nextInt(30);
    for (int i = 0; i < sessions; i++) {
      String session = "RM_" + i;
      for (int day = 0; day < 2; day++) { // the next day counts when days begin elsewhere
        Instant at =
            InventedPeriod.at("00:00:00").plusSeconds(86_400L * day + random.nextInt(86_400));
        for (String model : List.of("alpha", "beta")) {
          Map<Meter, BigDecimal> text = new TreeMap<>();
          text.put(Meter.INPUT_TEXT, tokens(20_000, 90_000));
          text.put(Meter.CACHE_READ_TEXT, tokens(10_000, 60_000));
          text.put(Meter.OUTPUT_TEXT, tokens(500, 9_000));
          real.add(new Used(session, model, Kind.LLM, at, text));
        }
        Map<Meter, BigDecimal> voice = new TreeMap<>();
        voice.put(Meter.INPUT_TEXT, tokens(2_000, 9_000));
        voice.put(Meter.CACHE_READ_TEXT, tokens(1_000, 9_000));
        voice.put(Meter.OUTPUT_TEXT, tokens(500, 2_000));
        voice.put(Meter.INPUT_AUDIO, tokens(5_000, 20_000));
        voice.put(Meter.CACHE_READ_AUDIO, tokens(2_000, 20_000));
        voice.put(Meter.OUTPUT_AUDIO, tokens(4_000, 12_000));
        real.add(new Used(session, "voice", Kind.LLM, at, voice));
        real.add(
            new Used(
                session, "speech", Kind.STT, at, Map.of(Meter.AUDIO_SECONDS, seconds(20, 400))));
        real.add(
            new Used(
                session, "rooms", Kind.WEBRTC, at, Map.of(Meter.WEBRTC_SECONDS, seconds(10, 900))));
      }
    }
  }

  /** What our telemetry reports of what was used. */
  private void seeUsage() {
    for (Used use : real) {
      boolean lost = has(Mistake.USAGE_MISSING, use.model()) && number(use) % 4 == 1;
      boolean twice = has(Mistake.USAGE_DUPLICATED, use.model()) && number(use) % 5 == 2;
      for (int times = lost ? 0 : twice ? 2 : 1; times > 0; times--) {
        seen.add(reported(use, times));
      }
    }
    for (Used use : seen) {
      List<Object> meters = new ArrayList<>();
      use.quantities().forEach((meter, q) -> meters.addAll(List.of(meter, q)));
      period.use(
          use.session(), use.at(), use.model(), use.kind(), null, null, 1000, meters.toArray());
    }
  }

  private static int number(Used use) {
    return Integer.parseInt(use.session().substring(3));
  }

  private Used reported(Used use, int times) {
    Map<Meter, BigDecimal> quantities = new TreeMap<>(use.quantities());
    if (has(Mistake.CACHED_USAGE_NOT_REPORTED, use.model())) {
      UNCACHED.forEach(
          (cached, uncached) -> {
            if (quantities.containsKey(cached)) {
              quantities.merge(uncached, quantities.remove(cached), BigDecimal::add);
            }
          });
    }
    return new Used(use.session() + "#" + times, use.model(), use.kind(), use.at(), quantities);
  }

  // ---- mistakes -----------------------------------------------------------------------------

  private boolean has(Mistake mistake, String model) {
    return mistakes.getOrDefault(mistake, Set.of()).contains(model);
  }

  /** The models that a mistake is made with: some, or all that it can be made with. */
  private Set<String> bearsOn(Mistake mistake) {
    List<String> possible =
        switch (mistake) {
          case USAGE_MISSING, USAGE_DUPLICATED -> List.of("alpha", "beta", "voice");
          case CACHED_USAGE_NOT_REPORTED, RATE_CHANGED, CACHE_DISCOUNT_NOT_APPLIED ->
              List.of("alpha", "beta", "voice");
          case REASONING_TOKENS, SERVICE_TIER_PREMIUM, SERVICE_TIER_DISCOUNT, BATCH_DISCOUNT ->
              List.of("alpha", "beta");
          case LONG_CONTEXT_RATE_APPLIED, REGION_UPLIFT -> List.of("alpha", "beta");
          case MODALITY_MISMATCH, AGREED_DISCOUNT_MISSING -> List.of("voice");
          case MARKUP, UNKNOWN_DISCOUNT -> List.of("alpha", "beta", "voice", "speech", "rooms");
          case UNIT_SCALE -> List.of("alpha", "voice", "speech");
          case CONNECTION_TIME -> List.of("speech");
          case PER_RESOURCE_ROUNDING -> List.of("rooms");
          case DAY_BOUNDARY -> List.of("alpha", "beta", "voice", "speech", "rooms");
          case OTHER_TRAFFIC, SIDECAR_MODEL, CREDIT, TAX, SKU_UNMAPPED -> List.of();
        };
    boolean all =
        possible.size() < 2
            || mistake == Mistake.DAY_BOUNDARY
            || mistake != Mistake.UNIT_SCALE && random.nextBoolean();
    int some = Math.min(3, possible.size()); // one of those that have several lines
    return all ? Set.copyOf(possible) : Set.of(possible.get(random.nextInt(some)));
  }

  private BigDecimal ratio() {
    BigDecimal part = BigDecimal.valueOf(3 + random.nextInt(30), 2);
    BigDecimal odd =
        random.nextBoolean() ? BigDecimal.ZERO : BigDecimal.valueOf(random.nextInt(999), 5);
    return part.add(odd);
  }

  // ---- the bill -----------------------------------------------------------------------------

  private void bill() {
    Map<Line, Amount> before = billed(EnumSet.noneOf(Mistake.class));
    Set<Mistake> made = EnumSet.noneOf(Mistake.class);
    BigDecimal cost = sum(before);
    for (Mistake mistake : mistakes.keySet()) {
      made.add(mistake);
      BigDecimal now = sum(billed(made)).add(ownLines(made));
      injected.put(mistake, now.subtract(cost));
      cost = now;
    }
    lines.putAll(billed(made));
    lines.forEach(this::addLine);
    addOwnLines();
  }

  private void addLine(Line line, Amount exact) {
    Amount amount = noisy(exact);
    period.billed(
        line.model(),
        line.meter(),
        shape.hasQuantities()
            ? amount.quantity().setScale(6, RoundingMode.HALF_EVEN).toPlainString()
            : null,
        amount.cost().setScale(shape.decimals(), RoundingMode.HALF_EVEN).toPlainString());
  }

  /** Every other noisy bill has quantities that are off as its amounts are. */
  private Amount noisy(Amount amount) {
    BigDecimal off = new BigDecimal(0.2 + 3.8 * random.nextDouble());
    if (!isNoisy) {
      return amount;
    }
    BigDecimal quantity = areQuantitiesNoisy ? amount.quantity().multiply(off) : amount.quantity();
    return new Amount(quantity, amount.cost().multiply(off));
  }

  private BigDecimal ownLines(Set<Mistake> made) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Mistake mistake : made) {
      sum = sum.add(own(mistake));
    }
    return sum;
  }

  private static BigDecimal own(Mistake mistake) {
    return switch (mistake) {
      case OTHER_TRAFFIC -> new BigDecimal("2.34");
      case SIDECAR_MODEL -> new BigDecimal("0.78");
      case CREDIT -> new BigDecimal("-5");
      case TAX -> new BigDecimal("1.21");
      case SKU_UNMAPPED -> new BigDecimal("3.1");
      default -> BigDecimal.ZERO;
    };
  }

  private void addOwnLines() {
    for (Mistake mistake : mistakes.keySet()) {
      String amount = own(mistake).toPlainString();
      switch (mistake) {
        case OTHER_TRAFFIC ->
            period.billed("gamma", Meter.INPUT, shape.hasQuantities() ? "1000000" : null, amount);
        case SIDECAR_MODEL ->
            period.billed(
                "whisper", Meter.AUDIO_SECONDS, shape.hasQuantities() ? "4000" : null, amount);
        case CREDIT -> period.charged(BillCategory.CREDIT, "promotion", amount);
        case TAX -> period.charged(BillCategory.TAX, "VAT", amount);
        case SKU_UNMAPPED -> period.billed("web search", null, null, amount);
        default -> {}
      }
    }
  }

  private static BigDecimal sum(Map<Line, Amount> lines) {
    return lines.values().stream().map(Amount::cost).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** The bill's usage lines when only some of the mistakes are made. */
  private Map<Line, Amount> billed(Set<Mistake> made) {
    Set<Mistake> asSeen = new HashSet<>(mistakes.keySet());
    asSeen.removeAll(made);
    boolean telemetry =
        asSeen.contains(Mistake.USAGE_MISSING)
            || asSeen.contains(Mistake.USAGE_DUPLICATED)
            || asSeen.contains(Mistake.CACHED_USAGE_NOT_REPORTED);
    Map<Line, Amount> bill = new LinkedHashMap<>();
    for (Used use : telemetry ? seen : real) {
      if (isOnBill(use, made)) {
        use.quantities().forEach((meter, q) -> add(bill, use, meter, q, made));
      }
    }
    return bill;
  }

  private boolean isOnBill(Used use, Set<Mistake> made) {
    Instant midnight = InventedPeriod.at("00:00:00");
    Instant start = made.contains(Mistake.DAY_BOUNDARY) ? midnight.plusSeconds(7 * 3600) : midnight;
    return !use.at().isBefore(start) && use.at().isBefore(start.plusSeconds(86_400));
  }

  private void add(
      Map<Line, Amount> bill, Used use, Meter meter, BigDecimal used, Set<Mistake> made) {
    String model = use.model();
    java.util.function.Predicate<Mistake> wrong = m -> made.contains(m) && has(m, model);
    BigDecimal quantity = used;
    if (wrong.test(Mistake.REASONING_TOKENS) && meter == Meter.OUTPUT_TEXT) {
      quantity = quantity.add(BigDecimal.valueOf(700 + number(use) * 13L));
    }
    if (wrong.test(Mistake.CONNECTION_TIME)) {
      quantity = quantity.add(BigDecimal.valueOf(4000 + number(use) * 37L % 1000, 3));
    }
    if (wrong.test(Mistake.PER_RESOURCE_ROUNDING)) {
      quantity =
          quantity
              .divide(BigDecimal.valueOf(60), 0, RoundingMode.CEILING)
              .multiply(BigDecimal.valueOf(60));
    }
    Meter priced = meter;
    if (wrong.test(Mistake.CACHE_DISCOUNT_NOT_APPLIED)) {
      priced = UNCACHED.getOrDefault(priced, priced);
    }
    if (wrong.test(Mistake.MODALITY_MISMATCH)) {
      priced = AS_TEXT.getOrDefault(priced, priced);
    }
    BigDecimal price = unitPrice(model, priced, wrong);
    Line line = new Line(model, shape.isOneLine() ? null : onBill(model, meter));
    bill.merge(line, new Amount(quantity, quantity.multiply(price)), Amount::plus);
  }

  private static Meter onBill(String model, Meter meter) {
    return model.equals("voice") || meter.basis() != Basis.TOKENS
        ? meter
        : meter.generic().orElse(meter);
  }

  private BigDecimal unitPrice(
      String model, Meter meter, java.util.function.Predicate<Mistake> wrong) {
    String list =
        wrong.test(Mistake.RATE_CHANGED)
            ? "old "
            : wrong.test(Mistake.LONG_CONTEXT_RATE_APPLIED) ? "long " : "";
    String name =
        model.equals("voice") || meter.basis() != Basis.TOKENS
            ? meter.code()
            : meter.generic().orElse(meter).code();
    BigDecimal price = new BigDecimal(prices.get(model).get(list + name));
    price =
        price.divide(
            meter.basis() == Basis.TOKENS ? MILLION : BigDecimal.valueOf(60),
            MathContext.DECIMAL128);
    if (model.equals("voice") && !wrong.test(Mistake.AGREED_DISCOUNT_MISSING)) {
      price = price.multiply(new BigDecimal("0.93"));
    }
    return price.multiply(multiplier(wrong));
  }

  private BigDecimal multiplier(java.util.function.Predicate<Mistake> wrong) {
    BigDecimal product = BigDecimal.ONE;
    if (wrong.test(Mistake.SERVICE_TIER_PREMIUM)) {
      product = product.multiply(new BigDecimal("1.75"));
    }
    if (wrong.test(Mistake.SERVICE_TIER_DISCOUNT)) {
      product = product.multiply(new BigDecimal("0.45"));
    }
    if (wrong.test(Mistake.BATCH_DISCOUNT)) {
      product = product.multiply(new BigDecimal("0.5"));
    }
    if (wrong.test(Mistake.REGION_UPLIFT)) {
      product = product.multiply(new BigDecimal("1.1"));
    }
    if (wrong.test(Mistake.MARKUP)) {
      product = product.multiply(BigDecimal.ONE.add(ratio));
    }
    if (wrong.test(Mistake.UNKNOWN_DISCOUNT)) {
      product = product.multiply(BigDecimal.ONE.subtract(ratio));
    }
    if (wrong.test(Mistake.UNIT_SCALE)) {
      product = product.multiply(BigDecimal.valueOf(60));
    }
    return product;
  }
}
