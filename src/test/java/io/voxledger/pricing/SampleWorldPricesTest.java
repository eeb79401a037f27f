package io.voxledger.pricing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.measure.Kind;
import io.voxledger.measure.Meter;
import io.voxledger.rates.AgreedPricesReader;
import io.voxledger.rates.ContextBand;
import io.voxledger.rates.ExchangeRates;
import io.voxledger.rates.RateBook;
import io.voxledger.rates.RateCard;
import io.voxledger.rates.RateCardReader;
import io.voxledger.rates.RateCardResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every price of the sample world's charges follows from its cards and contracts. */
class SampleWorldPricesTest {
  private static final Path WORLD = resource("/rates-of-sample-world");

  @Test
  void everyExpectedChargeHasItsPricesAtSomeTimeOfItsDay() throws IOException {
    Pricer pricer = pricer();
    List<Map<String, String>> charges = charges();

    assertThat(charges).hasSize(499);
    for (Map<String, String> charge : charges) {
      List<PricedMeter> candidates = pricesOfTheDay(pricer, charge);
      assertThat(candidates).as("prices for %s", charge).isNotEmpty();
      assertThat(candidates).as("costs for %s", charge).anyMatch(priced -> costs(priced, charge));
    }
  }

  /** Prices at every half hour that agree with the charge's key. */
  private static List<PricedMeter> pricesOfTheDay(Pricer pricer, Map<String, String> charge) {
    Instant midnight = Instant.parse(charge.get("usage_date") + "T00:00:00Z");
    return IntStream.range(0, 48)
        .mapToObj(i -> use(charge, midnight.plusSeconds(1800L * i)))
        .map(use -> Bill.priced(pricer, use).meters().get(0))
        .filter(priced -> agrees(priced, charge))
        .toList();
  }

  private static boolean agrees(PricedMeter priced, Map<String, String> charge) {
    AppliedRate rate = priced.rate();
    return rate.sku().equals(charge.get("sku"))
        && rate.serviceTier().equals(charge.get("service_tier"))
        && rate.region().orElse("").equals(charge.get("region"))
        && rate.contextBand().code().equals(charge.get("context_band"))
        && rate.unitPrice().compareTo(new BigDecimal(charge.get("unit_price"))) == 0
        && rate.contractedUnitPrice().compareTo(new BigDecimal(charge.get("contracted_unit_price")))
            == 0
        && rate.per() == Long.parseLong(charge.get("per"));
  }

  /**
   * Costs follow from the billable quantity; for one record, or what is not rounded alone, that
   * follows too.
   */
  private static boolean costs(PricedMeter priced, Map<String, String> charge) {
    ChargeCost cost = ChargeSum.of(priced).cost(priced.rate());
    if (priced.roundedAlone() && !charge.get("records").equals("1")) {
      return true;
    }
    return cost.billableQuantity().compareTo(new BigDecimal(charge.get("billable_quantity"))) == 0
        && cost.listCost().compareTo(new BigDecimal(charge.get("list_cost"))) == 0
        && cost.contractedCost().compareTo(new BigDecimal(charge.get("contracted_cost"))) == 0;
  }

  private static Use use(Map<String, String> charge, Instant t) {
    boolean isLong = charge.get("context_band").equals(ContextBand.LONG.code());
    String region = charge.get("region");
    return Use.of(charge.get("biller"), charge.get("model"))
        .account(charge.get("account"))
        .kind(Kind.of(charge.get("kind")).orElseThrow())
        .tier(charge.get("service_tier"))
        .region(region.isEmpty() ? null : region)
        .context(isLong ? 272_001 : 272_000)
        .at(t.toString())
        .with(Meter.of(charge.get("meter")).orElseThrow(), charge.get("quantity"));
  }

  private static Pricer pricer() throws IOException {
    try (Stream<Path> files = Files.list(WORLD.resolve("cards"))) {
      List<RateCard> cards = files.sorted().map(SampleWorldPricesTest::card).toList();
      RateBook book =
          RateBook.compile(cards, ExchangeRates.NONE, Instant.parse("2026-11-01T00:00:00Z"));
      return new Pricer(book, AgreedPricesReader.read(text(WORLD.resolve("contracts.yaml"))));
    }
  }

  private static RateCard card(Path file) {
    return ((RateCardResult.Accepted)
            RateCardReader.read(text(file), file.getFileName().toString()))
        .card();
  }

  private static List<Map<String, String>> charges() {
    List<String> lines = text(WORLD.resolve("charge.csv")).lines().toList();
    String[] names = lines.get(0).split(",");
    List<Map<String, String>> charges = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] values = line.split(",", -1);
      Map<String, String> charge = new HashMap<>();
      IntStream.range(0, names.length).forEach(i -> charge.put(names[i], values[i]));
      charges.add(charge);
    }
    return charges;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path resource(String name) {
    try {
      return Path.of(SampleWorldPricesTest.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(name, e);
    }
  }
}
