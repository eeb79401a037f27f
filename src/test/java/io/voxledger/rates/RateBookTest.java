package io.voxledger.rates;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.measure.Meter;
import io.voxledger.time.TimeRange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateBookTest {
  private static final Instant DAY_0 = Instant.parse("2026-09-01T00:00:00Z");
  private static final List<String> NAMES =
      List.of("gpt", "GPT-4", "gpt-4-mini", "gpt*", "gpt-4*", "*", "gpt-4-m*", "nova");
  private static final List<String> REPORTED =
      List.of("gpt", "gpt-4", "GPT-4-MINI", "gpt-4-mini-2", "gpt-5", "nova", "nova-3", "");

  @Test
  void anExactNameGoesBeforeTheLongestPrefixWhateverTheCase() {
    RateBook book =
        Cards.book(
            Cards.yaml(
                "b",
                """
                - {model: "nova*", prices: {audio_seconds: 1}}
                - {model: "nova-3*", prices: {audio_seconds: 2}}
                - {model: nova-3-medical, aliases: [Nova-3-MED], prices: {audio_seconds: 3}}
                """));

    assertThat(book.sku("b", "NOVA-3-med", DAY_0)).contains("nova-3-medical");
    assertThat(book.sku("b", "nova-3-general", DAY_0)).contains("nova-3*");
    assertThat(book.sku("b", "nova-3", DAY_0)).contains("nova-3*");
    assertThat(book.sku("b", "nova-2", DAY_0)).contains("nova*");
    assertThat(book.sku("b", "aura", DAY_0)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-09-03T10:59:59.999999Z, 2030-01-01T00:00:00Z, a",
    "2026-09-03T11:00:00Z, 2030-01-01T00:00:00Z, c", // recorded later with the same effective time
    "2026-09-03T11:00:00Z, 2026-09-05T09:00:00Z, c", // known from this instant on
    "2026-09-03T11:00:00Z, 2026-09-05T08:59:59Z, b",
    "2026-09-03T11:00:00Z, 2026-09-03T14:59:59Z, a"
  })
  void aCorrectionRecordedLaterWinsFromWhenItIsKnown(Instant t, Instant knownAt, String card) {
    List<RateCard> cards =
        List.of(
            card("a", "2026-06-01", "2026-06-01"),
            card("b", "2026-09-03T11:00:00Z", "2026-09-03T15:00:00Z"),
            card("c", "2026-09-03T11:00:00Z", "2026-09-05T09:00:00Z"));

    RateBook book = RateBook.compile(cards, ExchangeRates.NONE, knownAt);

    assertThat(cardId(book.find("openai", "m", t))).contains(card);
  }

  @Test
  void aBillerOrTimeWithoutACardIsToldFromAModelWithoutARate() {
    RateBook book =
        Cards.book(
            "id: a\nbiller: openai\neffective_from: 2026-09-01\neffective_until: 2026-10-01\n"
                + "rates: [{model: gpt-5.4, prices: {input: 1}}, {model: gpt-realtime, prices: {input: 1}}]");

    RateLookup unknownModel = book.find("openai", "gpt-5.5", DAY_0);
    RateLookup tooEarly = book.find("openai", "gpt-5.4", DAY_0.minusSeconds(1));
    RateLookup unknownBiller = book.find("opnai", "gpt-5.4", DAY_0);

    assertThat(unknownModel).isInstanceOf(RateLookup.NoRateForModel.class);
    assertThat(((RateLookup.NoRateForModel) unknownModel).suggestion())
        .contains("gpt-5.4", "2026-09-01T00:00:00Z until 2026-10-01T00:00:00Z");
    assertThat(tooEarly).isInstanceOf(RateLookup.NoRateCard.class);
    assertThat(((RateLookup.NoRateCard) tooEarly).suggestion())
        .contains("2026-09-01T00:00:00Z until");
    assertThat(((RateLookup.NoRateCard) unknownBiller).suggestion())
        .contains("there are cards of openai");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void lookupAgreesWithANaiveScan(int seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 40; round++) {
      List<RateCard> cards = randomCards(random);
      Instant knownAt = hour(random.nextInt(60));
      RateBook book = RateBook.compile(cards, ExchangeRates.NONE, knownAt);
      for (int query = 0; query < 100; query++) {
        String model = REPORTED.get(random.nextInt(REPORTED.size()));
        Instant t = hour(random.nextInt(60)).minusNanos(random.nextInt(2) * 1000L);
        assertThat(answer(book.find("b", model, t)))
            .as("seed %s, model %s, time %s, known %s, cards %s", seed, model, t, knownAt, cards)
            .isEqualTo(naive(cards, model, t, knownAt));
      }
    }
  }

  @Test
  void aBookSurvivesSerialization() throws IOException, ClassNotFoundException {
    RateBook book = Cards.book(Cards.SPECIFIED);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(book);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      RateBook copy = (RateBook) in.readObject();
      assertThat(copy.cards()).isEqualTo(book.cards());
      assertThat(copy.sku("openai", "gpt-realtime-2025-08-28", DAY_0)).contains("gpt-realtime");
    }
  }

  @Test
  void everyCardThatNamesTheModelIsConsidered() {
    List<RateCard> cards =
        List.of(
            card("a", "2026-06-01", "2026-06-01"),
            card("b", "2026-08-01", "2026-08-01"),
            card("c", "2026-08-01", "2026-08-02"),
            card("d", "2026-10-01", "2026-10-01"));
    RateBook book = RateBook.compile(cards, ExchangeRates.NONE, Cards.LATER);

    assertThat(book.considered("openai", "m", DAY_0))
        .extracting(c -> c.card().id() + " " + c.verdict())
        .containsExactly(
            "c APPLIES", "b RECORDED_EARLIER", "a EFFECTIVE_EARLIER", "d NOT_IN_FORCE");
  }

  @Test
  void everyPriceOfACardHasOneRow() {
    // gpt-5.4: (base, flex) × 2 bands + priority × 1 band = 5, each with and without region eu = 10
    // slices;
    // each slice prices input ×4, cache_read ×4, output ×4 meters and cache_write ×3 by fallback =
    // 15 meters
    List<PublishedRate> rows = RateRows.of(Cards.card(Cards.SPECIFIED));

    assertThat(rows).filteredOn(r -> r.model().equals("gpt-5.4")).hasSize(10 * 15);
    assertThat(rows)
        .extracting(PublishedRate::rateId)
        .doesNotHaveDuplicates()
        .allMatch(id -> id.length() == 16);
    assertThat(rows)
        .filteredOn(r -> r.model().equals("gpt-5.4") && r.meter() == Meter.CACHE_READ_TEXT)
        .filteredOn(r -> r.terms().serviceTier().equals("flex"))
        .extracting(
            r ->
                r.terms().band()
                    + " "
                    + r.terms().region().orElse("-")
                    + " "
                    + r.unitPrice().stripTrailingZeros())
        .containsExactlyInAnyOrder(
            "BASE - 0.125", "BASE eu 0.1375", "LONG - 0.25", "LONG eu 0.275");
  }

  private static RateCard card(String id, String effective, String recorded) {
    return Cards.card(
        "id: %s\nbiller: openai\neffective_from: %s\nrecorded_at: %s\nrates: [{model: m, prices: {input: 1}}]"
            .formatted(id, effective, recorded));
  }

  private static Optional<String> cardId(RateLookup lookup) {
    return lookup instanceof RateLookup.Found found
        ? Optional.of(found.rate().card().id())
        : Optional.empty();
  }

  private static String answer(RateLookup lookup) {
    if (lookup instanceof RateLookup.Found found) {
      return found.rate().card().id() + " " + found.rate().entry().model();
    }
    return lookup.getClass().getSimpleName();
  }

  /** The rules read off the specification, one card and one name after the other. */
  private static String naive(List<RateCard> cards, String model, Instant t, Instant knownAt) {
    List<RateCard> inForce =
        cards.stream()
            .filter(c -> !c.recordedAt().isAfter(knownAt) && c.effective().contains(t))
            .sorted(
                Comparator.comparing((RateCard c) -> c.effective().from())
                    .thenComparing(RateCard::recordedAt)
                    .thenComparing(RateCard::id)
                    .reversed())
            .toList();
    String wanted = model.toLowerCase(Locale.ROOT);
    for (int length = wanted.length() + 1; length >= 0; length--) {
      String name = length > wanted.length() ? wanted : wanted.substring(0, length) + "*";
      for (RateCard card : inForce) {
        for (RateEntry entry : card.entries()) {
          if (entry.names().anyMatch(n -> n.equalsIgnoreCase(name))) {
            return card.id() + " " + entry.model();
          }
        }
      }
    }
    return inForce.isEmpty() ? "NoRateCard" : "NoRateForModel";
  }

  private static List<RateCard> randomCards(Random random) {
    List<RateCard> cards = new ArrayList<>();
    int count = random.nextInt(8);
    for (int i = 0; i < count; i++) {
      Instant from = hour(random.nextInt(50));
      Optional<Instant> until =
          random.nextBoolean()
              ? Optional.empty()
              : Optional.of(from.plusSeconds(3600L * (1 + random.nextInt(20))));
      List<String> names = new ArrayList<>(NAMES);
      Collections.shuffle(names, random);
      List<RateEntry> entries = new ArrayList<>();
      for (int e = 0; e < 1 + random.nextInt(3); e++) {
        entries.add(entry(names.get(2 * e), names.get(2 * e + 1)));
      }
      Instant recorded = random.nextBoolean() ? from : hour(random.nextInt(60));
      cards.add(
          new RateCard(
              "card" + i,
              "b",
              "USD",
              TimeRange.of(from, until),
              recorded,
              RateSource.UNKNOWN,
              entries,
              "f",
              null));
    }
    return cards;
  }

  private static RateEntry entry(String model, String alias) {
    PriceList prices = new PriceList(Map.of(Meter.INPUT, BigDecimal.ONE));
    return new RateEntry(
        model,
        List.of(alias),
        1,
        prices,
        null,
        new TreeMap<>(),
        new TreeMap<>(),
        List.of(),
        BillableRounding.NONE);
  }

  private static Instant hour(int hours) {
    return DAY_0.plusSeconds(3600L * hours);
  }
}
