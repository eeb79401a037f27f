package io.voxledger.nights;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Invented usage of four billers from September to November, most of it around the first of a
 * month, and bills of it by the day, by the month and from the middle of one to the middle of the
 * next: wrong, restated, in pages, in euros, before or after the cards and exchange rates that they
 * need. The same seed gives the same files.
 */
final class ThreeMonths {
  private static final String CARDS = "rates/rate-card/";
  private static final String LINES = "billing/billed-line/";
  private static final String HEADER =
      "biller,account,period_start,period_end,line_item,model,meter,category,quantity,amount_original,currency\n";
  private static final List<LocalDate> DAYS =
      List.of(
          LocalDate.parse("2026-09-10"),
          LocalDate.parse("2026-09-29"),
          LocalDate.parse("2026-09-30"),
          LocalDate.parse("2026-10-01"),
          LocalDate.parse("2026-10-02"),
          LocalDate.parse("2026-10-20"),
          LocalDate.parse("2026-10-31"),
          LocalDate.parse("2026-11-01"),
          LocalDate.parse("2026-11-02"));
  private static final List<Seller> SELLERS =
      List.of(
          new Seller("openai", "proj_a", "m", "llm", "input_text", ZoneOffset.UTC),
          new Seller("nimbus", "n_1", "n", "llm", "input_text", ZoneOffset.UTC),
          new Seller("google", "g_1", "g", "llm", "input_text", ZoneId.of("America/Los_Angeles")),
          new Seller("livekit", "p_1", "webrtc", "webrtc", "webrtc_seconds", ZoneOffset.UTC));

  private static final String SERVED =
      """
      {"object":"organization.usage.completions.result","input_tokens":%d,"input_cached_tokens":0,"output_tokens":0,\
      "num_model_requests":3,"project_id":"proj_a","model":"m","batch":false,"service_tier":"default"}""";

  private final Random random;
  private final Map<String, String> files = new LinkedHashMap<>();
  private final Map<Seller, TreeMap<LocalDate, Integer>> used = new LinkedHashMap<>();

  /** Of whom one model is bought. */
  private record Seller(
      String name, String account, String model, String kind, String meter, ZoneId zone) {}

  private ThreeMonths(long seed) {
    this.random = new Random(seed);
  }

  /** The files by their paths below the landing area. */
  static Map<String, String> files(long seed) {
    ThreeMonths months = new ThreeMonths(seed);
    months.usage();
    months.cards();
    months.exchangeRates();
    months.nimbusAndGoogle();
    months.openAi();
    months.liveKit();
    return months.files;
  }

  private void usage() {
    SELLERS.forEach(seller -> used.put(seller, new TreeMap<>()));
    for (LocalDate day : DAYS) {
      List<String> records = new ArrayList<>();
      for (Seller seller : SELLERS) {
        for (int i = random.nextInt(3); i > 0; i--) {
          use(seller, day, records);
        }
      }
      files.put("usage/usage-record/" + day + ".jsonl", String.join("\n", records) + "\n");
    }
  }

  /** A record early or late in a day; some come again with another quantity. */
  private void use(Seller seller, LocalDate day, List<String> records) {
    Instant at =
        day.atStartOfDay(ZoneOffset.UTC)
            .toInstant()
            .plus(Duration.ofMinutes(random.nextBoolean() ? 30 : 23 * 60 + 30));
    int quantity = 10 * (1 + random.nextInt(20));
    String id = seller.name() + day + "-" + records.size();
    if (random.nextInt(5) == 0) {
      records.add(record(id, seller, at, 10 * (1 + random.nextInt(20)), ""));
    }
    records.add(record(id, seller, at, quantity, ",\"revised_at\":\"2026-11-05T00:00:00Z\""));
    used.get(seller).merge(at.atZone(seller.zone()).toLocalDate(), quantity, Integer::sum);
  }

  private String record(String id, Seller seller, Instant at, int quantity, String more) {
    return """
    {"usage_id":"%s","session_id":"RM_%s","project_id":"%s","used_at":"%s","provider":"%s","account":"%s","kind":"%s",\
    "model":"%s"%s,"quantities":{"%s":%d}}"""
        .formatted(
            id,
            id,
            id.hashCode() % 2 == 0 ? "even" : "odd",
            at,
            seller.name(),
            seller.account(),
            seller.kind(),
            seller.model(),
            more,
            seller.meter(),
            quantity);
  }

  private void cards() {
    card("openai-october", "openai", "USD", "2026-10-01", "2026-10-03", "m", "input_text: 1.2");
    card("openai-unheard", "openai", "USD", "2026-10-01", "2099-01-01", "m", "input_text: 1.5");
    card("nimbus", "nimbus", "EUR", "2026-09-01", "2026-09-01", "n", "input_text: 2");
    card("nimbus-dearer", "nimbus", "EUR", "2026-10-01", "2026-10-09", "n", "input_text: 2.5");
    card("google", "google", "USD", "2026-09-01", "2026-09-01", "g", "input_text: 3");
    card("livekit", "livekit", "USD", "2026-09-01", "2026-09-01", "webrtc", "webrtc_seconds: 1");
  }

  private void card(
      String id,
      String biller,
      String currency,
      String from,
      String recorded,
      String model,
      String price) {
    files.put(
        CARDS + id + ".yaml",
        """
        id: %s
        biller: %s
        currency: %s
        effective_from: %sT00:00:00Z
        recorded_at: %sT00:00:00Z
        rates: [{model: %s, aliases: [%s-latest], prices: {%s}}]
        """
            .formatted(id, biller, currency, from, recorded, model, model, price));
  }

  private void exchangeRates() {
    files.put("rates/fx/1.csv", "date,currency,usd\n2026-09-01,EUR,1.25\n2026-09-30,EUR,1.26\n");
    files.put("rates/fx/2.csv", "date,currency,usd\n2026-10-01,EUR,1.3\n2026-09-30,EUR,1.27\n");
    files.put("rates/fx/3.csv", "date,currency,usd\n2026-10-31,EUR,1.4\n2026-10-02,EUR,1.35\n");
  }

  /** By the day; half of the days again in a later pull. */
  private void nimbusAndGoogle() {
    for (Seller seller : List.of(SELLERS.get(1), SELLERS.get(2))) {
      String currency = seller.name().equals("nimbus") ? "EUR" : "USD";
      String price = seller.name().equals("nimbus") ? "2" : "3";
      Map<LocalDate, Integer> billed = shifted(used.get(seller));
      String pulled = LINES + seller.name() + "/pulled=2026-11-0%dT060000Z/1.csv";
      files.put(pulled.formatted(3), HEADER + days(seller, billed, price, currency, false));
      files.put(pulled.formatted(4), HEADER + days(seller, billed, "2.75", currency, true));
      files.put(
          LINES + seller.name() + ".csv",
          HEADER + days(seller, used.get(seller), price, currency, true));
    }
  }

  private String days(
      Seller seller,
      Map<LocalDate, Integer> billed,
      String price,
      String currency,
      boolean onlySome) {
    StringBuilder lines = new StringBuilder();
    billed.forEach(
        (day, quantity) -> {
          if (!onlySome || random.nextBoolean()) {
            String model = random.nextBoolean() ? seller.model() : seller.model() + "-latest";
            lines.append(
                line(seller, day, day.plusDays(1), model, quantity, price, currency, "usage"));
          }
        });
    LocalDate first = DAYS.get(random.nextInt(DAYS.size()));
    return lines + line(seller, first, first.plusDays(1), "", 1, "0.5", currency, "tax");
  }

  private static String line(
      Seller seller,
      LocalDate from,
      LocalDate to,
      String model,
      int quantity,
      String price,
      String currency,
      String category) {
    String amount = new BigDecimal(price).multiply(BigDecimal.valueOf(quantity)).toPlainString();
    return String.join(
            ",",
            seller.name(),
            seller.account(),
            from.toString(),
            to.toString(),
            "x",
            model,
            category.equals("usage") ? seller.meter() : "",
            category,
            category.equals("usage") ? Integer.toString(quantity) : "",
            amount,
            currency)
        + "\n";
  }

  /** What was used late on some days is billed on the next. */
  private Map<LocalDate, Integer> shifted(Map<LocalDate, Integer> days) {
    Map<LocalDate, Integer> billed = new TreeMap<>();
    days.forEach(
        (day, quantity) -> {
          int late = random.nextInt(2) * (quantity / 20) * 10;
          billed.merge(day, quantity - late, Integer::sum);
          billed.merge(day.plusDays(1), late, Integer::sum);
        });
    billed.values().removeIf(quantity -> quantity == 0);
    return billed;
  }

  /** Three pulls of costs, the last in two pages, and one of quantities. */
  private void openAi() {
    TreeMap<LocalDate, Integer> quantities = new TreeMap<>(used.get(SELLERS.get(0)));
    DAYS.forEach(day -> quantities.putIfAbsent(day, 0));
    String costs = "billing/openai-costs/account=proj_a/pulled=2026-11-0%dT060000Z/%d.json";
    files.put(costs.formatted(3, 1), page(false, buckets(quantities, "1")));
    files.put(
        costs.formatted(4, 1),
        page(false, buckets(some(new TreeMap<>(shifted(quantities))), "1.5")));
    files.put(
        costs.formatted(5, 1),
        page(true, buckets(quantities.subMap(DAYS.get(1), DAYS.get(3)), "1.2")));
    files.put(
        costs.formatted(5, 2),
        page(false, buckets(quantities.subMap(DAYS.get(3), DAYS.get(5)), "1.2")));
    List<String> served = new ArrayList<>();
    some(quantities)
        .forEach(
            (day, quantity) ->
                served.add(bucket(day, quantity == 0 ? "" : SERVED.formatted(quantity))));
    files.put(
        "billing/openai-usage/account=proj_a/pulled=2026-11-06T060000Z/1.json",
        page(false, served));
  }

  private Map<LocalDate, Integer> some(Map<LocalDate, Integer> days) {
    TreeMap<LocalDate, Integer> some = new TreeMap<>(days);
    some.keySet().removeIf(day -> random.nextInt(3) == 0);
    return some;
  }

  /** Some of them empty. */
  private List<String> buckets(Map<LocalDate, Integer> days, String price) {
    List<String> buckets = new ArrayList<>();
    days.forEach(
        (day, quantity) ->
            buckets.add(bucket(day, random.nextInt(5) == 0 ? "" : cost(quantity, price))));
    return buckets;
  }

  private String cost(int quantity, String price) {
    return """
    {"object":"organization.costs.result","amount":{"value":"%s","currency":"usd"},"line_item":"%s, input",\
    "project_id":"proj_a","quantity":%d,"quantity_unit":"tokens"}"""
        .formatted(
            new BigDecimal(price).multiply(BigDecimal.valueOf(quantity)),
            random.nextBoolean() ? "m" : "m-latest",
            quantity);
  }

  private static String bucket(LocalDate day, String results) {
    long start = day.toEpochDay() * 86_400;
    return "{\"object\":\"bucket\",\"start_time\":%d,\"end_time\":%d,\"results\":[%s]}"
        .formatted(start, start + 86_400, results);
  }

  private static String page(boolean hasMore, List<String> buckets) {
    return "{\"object\":\"page\",\"has_more\":%b,\"next_page\":null,\"data\":[\n%s]}\n"
        .formatted(hasMore, String.join(",\n", buckets));
  }

  /** A month, the middle of one to that of the next, and in some orders one over both of these. */
  private void liveKit() {
    Seller seller = SELLERS.get(3);
    String month = LINES + "livekit/%d.csv";
    files.put(
        month.formatted(1),
        HEADER
            + line(
                seller, day("2026-09-01"), day("2026-10-01"), "webrtc", 100, "1", "USD", "usage"));
    files.put(
        month.formatted(2),
        HEADER
            + line(seller, day("2026-10-15"), day("2026-11-15"), "webrtc", 300, "1", "USD", "usage")
            + line(seller, day("2026-10-15"), day("2026-11-15"), "", 1, "7", "EUR", "tax"));
    if (random.nextBoolean()) {
      files.put(
          month.formatted(3),
          HEADER
              + line(
                  seller, day("2026-09-20"), day("2026-11-02"), "webrtc", 50, "1", "USD", "usage"));
    }
  }

  private static LocalDate day(String text) {
    return LocalDate.parse(text);
  }
}
