package io.voxledger.rates;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.rates.CompareRates.Compared;
import io.voxledger.rates.CompareRates.Model;
import io.voxledger.rates.CompareRates.Side;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The cards of conf/rates. The build fails for one that does not say where it comes from. */
class BuiltInCardsTest {
  private static final Instant NOVEMBER = Instant.parse("2026-11-20T12:00:00Z");

  private static List<Path> files() {
    try (Stream<Path> files = Files.walk(Path.of("conf/rates"))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RateCard card(Path file) {
    try {
      RateCardResult result = RateCardReader.read(Files.readString(file), file.toString());
      assertThat(result).as("%s", result).isInstanceOf(RateCardResult.Accepted.class);
      return ((RateCardResult.Accepted) result).card();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RateBook book(Predicate<RateCard> wanted) {
    List<RateCard> inForce =
        files().stream()
            .filter(file -> !file.toString().contains("/_"))
            .map(BuiltInCardsTest::card)
            .filter(wanted)
            .toList();
    return RateBook.compile(inForce, ExchangeRates.NONE, NOVEMBER);
  }

  @ParameterizedTest
  @MethodSource("files")
  void every_card_says_where_its_prices_stand_when_they_were_checked_and_how_good_that_is(
      Path file) {
    RateSource source = card(file).source();
    assertThat(source.text()).as("address").isPresent();
    assertThat(LocalDate.parse(source.checked().orElseThrow()))
        .isBetween(LocalDate.of(2026, 1, 1), LocalDate.of(2027, 12, 31));
    assertThat(source.grade()).as("grade").isPresent();
    if (source.grade().get() == RateSource.Grade.PRIMARY) {
      assertThat(source.text().get()).startsWith("https://");
    }
  }

  @Test
  void every_card_has_an_id_of_its_own() {
    List<RateCard> cards = files().stream().map(BuiltInCardsTest::card).toList();
    assertThat(cards).extracting(RateCard::id).doesNotHaveDuplicates();
    assertThat(cards).extracting(RateCard::id).allMatch(id -> id.startsWith("voxledger-"));
  }

  @ParameterizedTest
  @CsvSource({
    "openai, gpt-4o-realtime-preview, 2024-10-15, voxledger-openai-realtime-2024-10",
    "openai, gpt-4o-realtime-preview, 2024-12-17, voxledger-openai-realtime-2024-12",
    "openai, gpt-realtime-2025-08-28, 2025-09-01, voxledger-openai-realtime-2025-08",
    "livekit, agent, 2026-09-16, voxledger-livekit-cloud-ship-2026-01",
    "livekit, agent, 2026-09-17, voxledger-livekit-cloud-agent-2026-09-17",
    "livekit, webrtc, 2026-09-17, voxledger-livekit-cloud-ship-2026-01",
    "google, gemini-live-2.5-flash-preview-native-audio-09-2025, 2026-09-17, voxledger-google-live-2.5",
    "anthropic, claude-sonnet-4-5-20250929, 2026-09-17, voxledger-anthropic-2026-03"
  })
  void prices_have_a_history(String biller, String model, LocalDate day, String card) {
    RateLookup found =
        book(all -> true)
            .find(biller, model, day.atStartOfDay().toInstant(java.time.ZoneOffset.UTC));
    assertThat(found).isInstanceOf(RateLookup.Found.class);
    assertThat(((RateLookup.Found) found).rate().card().id()).isEqualTo(card);
  }

  @Test
  void
      livekit_inference_costs_twice_what_openai_costs_for_the_large_models_and_the_same_for_small_ones() {
    CompareRates.Result compared =
        CompareRates.of(
            new Side("livekit", book(card -> card.biller().equals("livekit")), NOVEMBER),
            new Side("openai", book(card -> card.biller().equals("openai")), NOVEMBER));
    Map<String, String> ratios =
        compared.models().stream()
            .collect(Collectors.toMap(Model::name, m -> plain(m.largestRatio().orElseThrow())));
    assertThat(ratios)
        .containsEntry("gpt-5.4", "2")
        .containsEntry("gpt-5.5", "2")
        .containsEntry("gpt-5.4-mini", "1")
        .containsEntry("gpt-5.4-nano", "1")
        .containsEntry("gpt-4.1", "1");
    Model large =
        compared.models().stream()
            .filter(m -> m.name().equals("gpt-5.4"))
            .findFirst()
            .orElseThrow();
    // 5.00 ÷ 2.50, 0.50 ÷ 0.25 and 22.50 ÷ 15.00: the long-context price is 1.5 times for output
    assertThat(large.meters())
        .extracting(meter -> meter.meter().code() + " " + plain(meter.ratio().orElseThrow()))
        .containsExactly("input 2", "cache_read 2", "output 1.5");
    assertThat(large.meters()).extracting(Compared::isEqual).containsOnly(false);
  }

  private static String plain(BigDecimal ratio) {
    return ratio.stripTrailingZeros().toPlainString();
  }
}
