package io.voxledger.pricing;

import io.voxledger.measure.Kind;
import io.voxledger.measure.Meter;
import java.util.List;
import java.util.Random;

/** A card with every feature, and seeded random uses of it. */
final class RandomUses {
  static final String RATES =
      """
      - model: gpt
        per: 1000000
        prices: {input: 2.50, input_audio: 33.0187, cache_read: 0.25, output: 15.00}
        long_context: {over: 272000, prices: {input: 5.00, output: 22.50}}
        tiers:
          priority: {prices: {input: 5.00, output: 30.00}}
          turbo: {prices: {input: 9, output: 90}, long_context: {over: 100, inclusive: true, prices: {input: 19}}}
          flex: {multiplier: 0.5}
        regions: {eu: {multiplier: 1.1}, us: {multiplier: 0.9}}
        windows: [{utc: "16:30-00:30", days: [mon, tue], multiplier: 0.5}, {utc: "08:00-20:00", multiplier: 1.3333}]
      - {model: "nova-3*", per: 60, increment: 1, prices: {audio_seconds: 0.0048}}
      - {model: webrtc, per: 60, increment: 60, prices: {webrtc_seconds: 0.0005}}
      - {model: agent, per: 60, increment: 1, minimum: 10, prices: {agent_session_seconds: 0.01}}
      """;
  static final String CONTRACTS =
      """
      - {biller: b, model: "gp*", discount: 0.07}
      - {biller: b, model: gpt, meter: input_text, price: 2, per: 300000}
      - {biller: b, model: nova-3, price: 0.258, per: 3600}
      """;
  private static final List<Meter> TOKENS =
      List.of(
          Meter.INPUT_TEXT,
          Meter.INPUT_AUDIO,
          Meter.INPUT_IMAGE,
          Meter.CACHE_READ_TEXT,
          Meter.CACHE_READ_AUDIO,
          Meter.CACHE_WRITE_1H,
          Meter.OUTPUT_TEXT,
          Meter.OUTPUT_AUDIO);
  private static final List<String> TIERS =
      List.of("", "default", "priority", "turbo", "flex", "batch");
  private static final List<String> REGIONS = List.of("", "eu", "us", "ap");

  private final Random random;

  RandomUses(long seed) {
    random = new Random(seed);
  }

  /** A use on some model of the card, at some hour of one week. */
  Use next() {
    return switch (random.nextInt(4)) {
      case 0 -> timed("nova-3-general", Kind.STT, Meter.AUDIO_SECONDS);
      case 1 -> timed("webrtc", Kind.WEBRTC, Meter.WEBRTC_SECONDS);
      case 2 -> timed("agent", Kind.AGENT, Meter.AGENT_SESSION_SECONDS);
      default -> tokens();
    };
  }

  private Use timed(String model, Kind kind, Meter meter) {
    String seconds = random.nextInt(200) + "." + random.nextInt(1_000_000);
    return Use.of("b", model).kind(kind).at(time()).with(meter, seconds);
  }

  private Use tokens() {
    Use use = Use.of("b", "GPT").at(time()).with(Meter.INPUT_TEXT, "" + (1 + random.nextInt(1000)));
    use.tier(orNull(TIERS)).region(orNull(REGIONS));
    for (Meter meter : TOKENS) {
      use.with(meter, "" + (random.nextBoolean() ? 0 : random.nextInt(300_000)));
    }
    return random.nextInt(5) == 0 ? use : use.context(random.nextInt(600_000));
  }

  private String orNull(List<String> names) {
    String name = names.get(random.nextInt(names.size()));
    return name.isEmpty() ? null : name;
  }

  private String time() {
    return "2026-09-0%dT%02d:%02d:00Z"
        .formatted(1 + random.nextInt(7), random.nextInt(24), random.nextInt(60));
  }
}
