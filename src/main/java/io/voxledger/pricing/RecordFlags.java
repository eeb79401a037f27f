package io.voxledger.pricing;

import io.voxledger.measure.Meter;
import io.voxledger.rates.AppliedTier;
import io.voxledger.rates.RateEntry;
import io.voxledger.usage.Flag;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What had to be assumed to apply an entry to a record. */
final class RecordFlags {
  private RecordFlags() {}

  static Set<Flag> of(UsageFacts usage, RateEntry entry, AppliedTier tier, List<Meter> billed) {
    Set<Flag> flags = Set.of();
    if (tier.missing()) {
      flags = with(flags, Flag.TIER_RATE_MISSING);
    }
    if (!entry.regions().isEmpty() && isUnlisted(usage.region(), entry)) {
      flags = with(flags, Flag.REGION_RATE_MISSING);
    }
    if (usage.contextTokens().isEmpty() && hasLongPrice(tier, billed)) {
      flags = with(flags, Flag.CONTEXT_UNKNOWN);
    }
    return flags;
  }

  /** The set with one more flag; the same set when it has it. */
  static Set<Flag> with(Set<Flag> flags, Flag flag) {
    if (flags.contains(flag)) {
      return flags;
    }
    Set<Flag> more = EnumSet.of(flag);
    more.addAll(flags);
    return Collections.unmodifiableSet(more);
  }

  private static boolean isUnlisted(Optional<String> region, RateEntry entry) {
    return region.isPresent() && !entry.regions().containsKey(region.get());
  }

  /** Whether a long request would have paid another list for any of the meters. */
  private static boolean hasLongPrice(AppliedTier tier, List<Meter> billed) {
    return tier.longContext().isPresent()
        && billed.stream().anyMatch(m -> tier.longContext().get().prices().find(m).isPresent());
  }
}
