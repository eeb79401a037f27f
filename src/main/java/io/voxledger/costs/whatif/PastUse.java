package io.voxledger.costs.whatif;

import io.voxledger.measure.Kind;
import io.voxledger.measure.Meter;
import java.time.Instant;
import java.util.Optional;

/**
 * Under what a charge was used.
 *
 * @param model as reported
 * @param sku the rate entry's model
 * @param tier as applied
 * @param isLong whether its requests were above the rate's threshold of context
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
    Optional<String> region,
    boolean isLong,
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
        region,
        isLong,
        usedAt);
  }

  PastUse withRoute(String other) {
    return new PastUse(
        provider, biller, account, other, kind, model, sku, meter, tier, region, isLong, usedAt);
  }

  PastUse withTier(String other) {
    return new PastUse(
        provider, biller, account, route, kind, model, sku, meter, other, region, isLong, usedAt);
  }

  PastUse withMeter(Meter other) {
    return new PastUse(
        provider, biller, account, route, kind, model, sku, other, tier, region, isLong, usedAt);
  }

  /**
   * {@code provider/model} for people; the provider of LiveKit Inference's models is in the model.
   */
  String name() {
    return route.equals(Scenario.INFERENCE) ? model + " via inference" : provider + "/" + model;
  }
}
