package io.voxledger.rates.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.voxledger.measure.Meter;
import io.voxledger.rates.RateEntry;
import io.voxledger.rates.TierRates;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlatCsvFileTest {
  private static ImportedRates read(String csv) {
    return PriceFormat.CSV.read(
        csv, new PulledFile("rates.csv", Instant.parse("2026-09-01T06:00:00Z")));
  }

  @Test
  void our_own_columns_name_the_meter() {
    ImportedRates rates =
        read(
            """
            biller,model,aliases,meter,price,per,tier,over_tokens,inclusive
            Deepgram,nova-3,nova-3-general|nova-3*,audio_seconds,0.0048,60,,,
            acme,m,,input,2.50,1000000,,,
            acme,m,,input,5.00,1000000,,1000,true
            acme,m,,input,1.25,1000000,flex,,
            """);
    RateEntry speech = entry(rates, "nova-3");
    assertThat(speech.aliases()).containsExactly("nova-3-general", "nova-3*");
    assertThat(speech.per()).isEqualTo(60);
    RateEntry model = entry(rates, "m");
    assertThat(model.longContext().orElseThrow().inclusive()).isTrue();
    assertThat(((TierRates.Own) model.tiers().get("flex")).prices().asMap())
        .containsEntry(Meter.INPUT, new BigDecimal("1.25"));
    assertThat(rates.notSaid()).isEmpty();
  }

  @Test
  void prices_for_other_numbers_of_units_meet_in_a_common_one() {
    // 0.036 for 3,600 s and 2 for a million tokens: both for 9,000,000
    RateEntry entry =
        entry(
            read(
                """
                provider,model,direction,unit,modality,cache,ttl,per,usd
                acme,m,in,tokens,,,,1000000,2
                acme,m,,durations,audio,,,3600,0.036
                """),
            "m");
    assertThat(entry.per()).isEqualTo(9_000_000);
    assertThat(entry.prices().asMap())
        .containsEntry(Meter.INPUT, new BigDecimal("18"))
        .containsEntry(Meter.AUDIO_SECONDS, new BigDecimal("90"));
  }

  @Test
  void a_tier_may_begin_later_than_the_base_price() {
    ImportedRates rates =
        read(
            """
            provider,model,direction,unit,per,usd,eff_from,when
            acme,m,in,tokens,1000000,2,,
            acme,m,in,tokens,1000000,1,2026-10-12,"{""service_tier"": ""flex""}"
            """);
    assertThat(rates.cards())
        .extracting(card -> card.effective().from() + " " + card.entries().get(0).tiers().keySet())
        .containsExactly("2026-09-01T06:00:00Z []", "2026-10-12T00:00:00Z [flex]");
  }

  // 2 without a date and 3 since 5 September, in either order of the lines
  @ParameterizedTest
  @ValueSource(
      strings = {
        "b,m,input,2,\nb,m,input,3,2026-09-05\n",
        "b,m,input,3,2026-09-05\nb,m,input,2,\n"
      })
  void the_order_of_the_lines_is_none_of_time(String lines) {
    ImportedRates rates = read("biller,model,meter,price,eff_from\n" + lines);

    assertThat(rates.cards())
        .extracting(
            card -> card.effective().from().toString(),
            card -> card.entries().get(0).prices().asMap().get(Meter.INPUT).toPlainString())
        .containsExactly(tuple("2026-09-01T06:00:00Z", "2"), tuple("2026-09-05T00:00:00Z", "3"));
  }

  @Test
  void several_files_of_one_pull_are_cards_of_their_own() {
    Instant pulled = Instant.parse("2026-09-01T06:00:00Z");
    List<String> ids =
        Stream.of("audio.csv", "eu/text.csv.gz", "openai.v1.2.csv")
            .map(name -> new PulledFile("rates/csv/pulled=2026-09-01T060000Z/" + name, pulled))
            .map(file -> PriceFormat.CSV.read("biller,model,meter,price\nb,m,input,1\n", file))
            .map(rates -> rates.cards().get(0).id())
            .toList();

    assertThat(ids)
        .containsExactly(
            "csv:audio:b:2026-09-01T06:00:00Z@2026-09-01T06:00:00Z",
            "csv:eu/text:b:2026-09-01T06:00:00Z@2026-09-01T06:00:00Z",
            "csv:openai.v1.2:b:2026-09-01T06:00:00Z@2026-09-01T06:00:00Z");
  }

  @Test
  void odd_numbers_cost_their_line_or_model_only() {
    ImportedRates rates =
        read(
            """
            biller,model,meter,price,per
            acme,comma,input,1,5,1000000
            acme,tiny,audio_seconds,0.0000000000001,10000000000000000
            acme,m,input,2,1000000
            """);
    assertThat(rates.notSaid())
        .extracting(NotSaid::path, NotSaid::why)
        .containsExactly(
            tuple("line 2", "more cells than the header: is it a decimal comma?"),
            tuple("line 3", "no price that a card can state"));
    assertThat(rates.priced()).isEqualTo(1);
  }

  @Test
  void lines_that_no_meter_counts_are_named() {
    ImportedRates rates =
        read(
            """
            provider,model,direction,unit,modality,per,usd,when
            acme,m,in,tokens,,1000000,2,
            acme,m,,tool_calls,web_search,1000,10,
            acme,m,in,tokens,,1000000,free,
            acme,m,in,tokens,,1000000,1,"{""route"": ""eu""}"
            acme,,in,tokens,,1000000,1,
            """);
    assertThat(rates.notSaid())
        .extracting(NotSaid::path)
        .contains("line 3", "line 4", "line 5", "line 6");
    assertThat(rates.priced()).isEqualTo(1);
  }

  @Test
  void a_file_without_the_columns_is_refused() {
    assertThatExceptionOfType(InvalidPriceFile.class)
        .isThrownBy(() -> read("provider,model,usd\nacme,m,1\n"))
        .withMessageContaining("no column meter or unit");
  }

  private static RateEntry entry(ImportedRates rates, String model) {
    return rates.cards().stream()
        .flatMap(card -> card.entries().stream())
        .filter(entry -> entry.model().equals(model))
        .findFirst()
        .orElseThrow();
  }
}
