package io.voxledger.rates;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Rate cards for tests, read from their YAML text. */
public final class Cards {
  /** Later than everything that a test records. */
  public static final Instant LATER = Instant.parse("2030-01-01T00:00:00Z");

  /** The example of the rate card's specification, with what its comments say. */
  public static final String SPECIFIED =
      """
      id: openai-2026-09-01            # a comment
      biller: openai
      currency: USD
      effective_from: 2026-09-01T00:00:00Z
      effective_until: null            # optional, exclusive
      recorded_at: 2026-09-02T08:00:00Z
      source: {url: https://openai.com/api/pricing, checked: 2026-09-02, grade: primary}
      rates:
        - model: gpt-realtime
          aliases: ["gpt-realtime-2025-08-28"]
          per: 1000000
          prices: {input_text: 4.00, cache_read_text: 0.40, input_audio: 32.00, cache_read_audio: 0.40, output_text: 16.00, output_audio: 64.00}
        - model: gpt-5.4
          per: 1000000
          prices: {input: 2.50, cache_read: 0.25, output: 15.00}
          long_context: {over: 272000, prices: {input: 5.00, cache_read: 0.50, output: 22.50}}
          tiers:
            priority: {prices: {input: 5.00, cache_read: 0.50, output: 30.00}}
            flex:     {multiplier: 0.5}
          regions: {eu: {multiplier: 1.1}}
        - model: "nova-3*"
          per: 60
          prices: {audio_seconds: 0.0048}
          increment: 1
          minimum: 0
        - model: webrtc
          per: 60
          prices: {webrtc_seconds: 0.0005}
          increment: 60
        - model: agent
          per: 60
          prices: {agent_session_seconds: 0.01}
          increment: 1
          minimum: 10
        - model: deepseek-chat
          per: 1000000
          prices: {input: 0.27, output: 1.10}
          windows: [{utc: "16:30-00:30", days: [mon, tue, wed, thu, fri], multiplier: 0.5}]
      """;

  private Cards() {}

  /** A card that must be good. */
  public static RateCard card(String yaml) {
    RateCardResult result = RateCardReader.read(yaml, "card.yaml");
    assertThat(result).isInstanceOf(RateCardResult.Accepted.class);
    return ((RateCardResult.Accepted) result).card();
  }

  /** A card of one biller, in force from 2026-01-01 on, with those rates. */
  public static String yaml(String biller, String rates) {
    return "id: "
        + biller
        + "\nbiller: "
        + biller
        + "\neffective_from: 2026-01-01\nrates:\n"
        + rates.indent(2);
  }

  /** A book of those cards, in which everything is known. */
  public static RateBook book(String... yaml) {
    List<RateCard> cards = Arrays.stream(yaml).map(Cards::card).toList();
    return RateBook.compile(cards, ExchangeRates.NONE, LATER);
  }
}
