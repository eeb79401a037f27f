package io.voxledger.pricing;

import io.voxledger.measure.Basis;
import io.voxledger.measure.Kind;
import io.voxledger.measure.Meter;
import io.voxledger.measure.Quantities;
import io.voxledger.money.Rounding;
import io.voxledger.rates.RateSlice;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which of a record's meters are billed: those of the first basis for which any of them has a
 * price. The others are information.
 *
 * @param priced those of that basis that have a price
 * @param missing those of that basis that have none; all of the record's meters when there is no
 *     such basis
 */
record BilledMeters(List<Meter> priced, List<Meter> missing) {

  static BilledMeters of(Map<Meter, BigDecimal> used, RateSlice slice) {
    Basis basis = null;
    for (Meter meter : used.keySet()) {
      boolean earlier = basis == null || meter.basis().compareTo(basis) < 0;
      if (earlier && slice.find(meter).isPresent()) {
        basis = meter.basis();
      }
    }
    List<Meter> priced = new ArrayList<>(used.size());
    List<Meter> missing = new ArrayList<>(0);
    for (Meter meter : used.keySet()) {
      if (basis == null || meter.basis() == basis) {
        (slice.find(meter).isPresent() ? priced : missing).add(meter);
      }
    }
    return new BilledMeters(priced, missing);
  }

  /** What a record used: its quantities; for a resource without any, 0 of its own meter. */
  static Map<Meter, BigDecimal> used(Kind kind, Quantities quantities) {
    Optional<Meter> resource = quantities.isEmpty() ? resourceMeter(kind) : Optional.empty();
    return resource.isPresent()
        ? Map.of(resource.get(), Rounding.quantity(BigDecimal.ZERO))
        : quantities.asMap();
  }

  private static Optional<Meter> resourceMeter(Kind kind) {
    return switch (kind) {
      case WEBRTC -> Optional.of(Meter.WEBRTC_SECONDS);
      case AGENT -> Optional.of(Meter.AGENT_SESSION_SECONDS);
      case SIP -> Optional.of(Meter.SIP_SECONDS);
      case EGRESS -> Optional.of(Meter.EGRESS_SECONDS);
      case INGRESS -> Optional.of(Meter.INGRESS_SECONDS);
      case LLM, STT, TTS, TOOL, DATA, PHONE_NUMBER, RECORDING, OBSERVABILITY, PLAN ->
          Optional.empty();
    };
  }
}
