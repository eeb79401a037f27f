package io.voxledger.costs.whatif;

import io.voxledger.measure.Kind;
import io.voxledger.measure.Meter;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * What is supposed to have been otherwise. Where several things are, they hold together: first no
 * caching, then the model, then the route, then the tier.
 *
 * @param routeOrNull {@code direct} or {@code livekit-inference}; null as it was
 * @param tierOrNull service tier; null as it was
 * @param noCache whether cached tokens are paid like any other
 */
public record Scenario(List<Swap> swaps, String routeOrNull, String tierOrNull, boolean noCache)
    implements Serializable {
  static final String DIRECT = "direct";
  static final String INFERENCE = "livekit-inference";
  private static final String LIVEKIT = "livekit";

  public Scenario {
    swaps = List.copyOf(swaps);
  }

  /** The charge as it would have been used; the same where nothing of this is about it. */
  PastUse apply(PastUse use) {
    PastUse changed = noCache ? use.withMeter(uncached(use.meter())) : use;
    if (isModel(use.kind())) {
      changed = rerouted(swapped(changed));
      changed = tierOrNull == null ? changed : changed.withTier(tierOrNull);
    }
    return changed;
  }

  private static boolean isModel(Kind kind) {
    return kind == Kind.LLM || kind == Kind.STT || kind == Kind.TTS;
  }

  private PastUse swapped(PastUse use) {
    Optional<Swap> swap =
        swaps.stream().filter(s -> s.isFrom(use.provider(), use.model(), use.sku())).findFirst();
    return swap.map(
            s ->
                use.route().equals(INFERENCE)
                    ? use.at(s.toProvider(), LIVEKIT, s.toProvider() + "/" + s.toModel())
                    : use.at(s.toProvider(), s.toProvider(), s.toModel()))
        .orElse(use);
  }

  private PastUse rerouted(PastUse use) {
    if (routeOrNull == null || routeOrNull.equals(use.route())) {
      return use;
    }
    if (routeOrNull.equals(DIRECT) && use.route().equals(INFERENCE)) {
      String bare = use.model().substring(use.model().indexOf('/') + 1);
      return use.at(use.provider(), use.provider(), bare).withRoute(DIRECT);
    }
    if (routeOrNull.equals(INFERENCE) && use.route().equals(DIRECT)) {
      return use.at(use.provider(), LIVEKIT, use.provider() + "/" + use.model())
          .withRoute(INFERENCE);
    }
    return use;
  }

  /** What a meter of the cache would have been without one. */
  static Meter uncached(Meter meter) {
    return switch (meter) {
      case CACHE_READ -> Meter.INPUT;
      case CACHE_READ_TEXT, CACHE_WRITE, CACHE_WRITE_5M, CACHE_WRITE_1H -> Meter.INPUT_TEXT;
      case CACHE_READ_AUDIO -> Meter.INPUT_AUDIO;
      case CACHE_READ_IMAGE -> Meter.INPUT_IMAGE;
      case INPUT,
          OUTPUT,
          INPUT_TEXT,
          INPUT_AUDIO,
          INPUT_IMAGE,
          OUTPUT_TEXT,
          OUTPUT_AUDIO,
          OUTPUT_IMAGE,
          CHARACTERS,
          SESSION_SECONDS,
          AUDIO_SECONDS,
          WEBRTC_SECONDS,
          AGENT_SESSION_SECONDS,
          SIP_SECONDS,
          EGRESS_SECONDS,
          INGRESS_SECONDS,
          RECORDED_AUDIO_SECONDS,
          DOWNSTREAM_BYTES,
          OBSERVABILITY_EVENTS,
          REQUESTS,
          PHONE_NUMBER_MONTHS,
          PLAN_MONTHS ->
          meter;
    };
  }
}
