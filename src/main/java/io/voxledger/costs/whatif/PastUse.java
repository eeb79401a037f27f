package io.voxledger.costs.whatif;

import io.voxledger.measure.Kind;
import io.voxledger.measure.Meter;
import io.voxledger.rates.RateWindow;
import java.time.Instant;
import java.util.Optional;

/**
 * Under what a charge was used.
 *
 * @param model as reported
 * @param sku the rate entry's model
 * @param tier as applied
 * @param isTierMissing whether some of it was reported in a tier that its card did not have
 * @param isLong whether its requests were above the rate's threshold of context
 * @param window the hours that its price was for, as {@link RateWindow#code}; empty without
 * @param usedAt an instant of its day at which its rate was in force
 */
public record PastUse(
    String provider,
    String biller,
    String account,
    String route,
    Kind kind,
    String model,
    String sku,
    Meter meter,
    String tier,
    boolean isTierMissing,
    Optional<String> region,
    boolean isLong,
    Optional<String> window,
    Instant usedAt) {

  PastUse at(String otherProvider, String otherBiller, String otherModel) {
    return new PastUse(
        otherProvider,
        otherBiller,
        account,
        route,
        kind,
        otherModel,
        otherModel,
        meter,
        tier,
        isTierMissing,
        region,
        isLong,
        window,
        usedAt);
  }

  PastUse withRoute(String other) {
    return new PastUse(
        provider,
        biller,
        account,
        other,
        kind,
        model,
        sku,
        meter,
        tier,
        isTierMissing,
        region,
        isLong,
        window,
        usedAt);
  }

  PastUse withTier(String other) {
    return new PastUse(
        provider,
        biller,
        account,
        route,
        kind,
        model,
        sku,
        meter,
        other,
        isTierMissing,
        region,
        isLong,
        window,
        usedAt);
  }

  PastUse withMeter(Meter other) {
    return new PastUse(
        provider,
        biller,
        account,
        route,
        kind,
        model,
        sku,
        other,
        tier,
        isTierMissing,
        region,
        isLong,
        window,
        usedAt);
  }

  /**
   * {@code provider/model} for people; the provider of LiveKit Inference's models is in the model.
   */
  String name() {
    return route.equals(Scenario.INFERENCE) ? model + " via inference" : provider + "/" + model;
  }
}
