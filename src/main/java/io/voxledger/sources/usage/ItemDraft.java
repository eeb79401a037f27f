package io.voxledger.sources.usage;

import io.voxledger.measure.Kind;
import io.voxledger.measure.Meter;
import io.voxledger.measure.Quantities;
import io.voxledger.usage.Flag;
import io.voxledger.usage.UsageItem;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Usage that is being metered: quantities, what was assumed, and the size of the request. */
final class ItemDraft {
  private final Quantities.Builder quantities = Quantities.builder();
  private final EnumSet<Flag> flags = EnumSet.noneOf(Flag.class);
  private OptionalLong contextTokens = OptionalLong.empty();

  ItemDraft add(Meter meter, BigDecimal quantity) {
    quantities.add(meter, quantity);
    return this;
  }

  ItemDraft flag(Flag flag) {
    flags.add(flag);
    return this;
  }

  ItemDraft context(BigDecimal tokens) {
    contextTokens = Fields.whole(tokens);
    return this;
  }

  /** Forgets the size of the request: a sum over requests has none. */
  ItemDraft withoutContext() {
    contextTokens = OptionalLong.empty();
    return this;
  }

  UsageItem of(Kind kind, Service service) {
    return of("", kind, service);
  }

  UsageItem of(String part, Kind kind, Service service) {
    return new UsageItem(
        part,
        kind,
        service.provider(),
        Optional.empty(),
        Optional.empty(),
        service.model(),
        service.serviceTier(),
        service.region(),
        contextTokens,
        quantities.build(),
        flags.isEmpty() ? Set.of() : Set.copyOf(flags));
  }
}
