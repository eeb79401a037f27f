package io.voxledger.usage;

import io.voxledger.measure.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides which of several sources of the same usage counts. Records of a session are compared per
 * kind, provider and model without its date, and per job too where all of them have one; the first
 * source with a record of known modality is used.
 */
public final class ChooseSources {
  private static final Pattern DATE = Pattern.compile("-(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{8})$");

  private ChooseSources() {}

  /** The model's name in lower case, without a trailing date. */
  public static String undated(String model) {
    return DATE.matcher(model.toLowerCase(Locale.ROOT)).replaceFirst("");
  }

  /** A usage that sources may report twice. */
  private record Group(Kind kind, String provider, String model, Optional<String> job) {}

  /** The records of one session that are shadowed by another source's. */
  public static Set<UsageRecord> shadowed(List<UsageRecord> records) {
    if (hasOneSource(records)) {
      return Set.of();
    }
    Map<Group, List<UsageRecord>> groups = new HashMap<>();
    for (UsageRecord record : records) {
      groups.computeIfAbsent(groupOf(record), group -> new ArrayList<>()).add(record);
    }
    Set<UsageRecord> shadowed = Collections.newSetFromMap(new IdentityHashMap<>());
    for (List<UsageRecord> group : groups.values()) {
      if (!hasOneSource(group)) {
        shadowGroup(group, shadowed);
      }
    }
    return shadowed;
  }

  private static Group groupOf(UsageRecord record) {
    return new Group(record.kind(), record.provider(), undated(record.model()), Optional.empty());
  }

  private static boolean hasOneSource(List<UsageRecord> group) {
    UsageSource first = group.isEmpty() ? null : group.get(0).source();
    return group.stream().allMatch(record -> record.source() == first);
  }

  private static void shadowGroup(List<UsageRecord> group, Set<UsageRecord> shadowed) {
    if (group.stream().anyMatch(record -> record.jobId().isEmpty())) {
      shadowAllButOne(group, shadowed);
      return;
    }
    Map<String, List<UsageRecord>> byJob = new HashMap<>();
    for (UsageRecord record : group) {
      byJob.computeIfAbsent(record.jobId().orElseThrow(), job -> new ArrayList<>()).add(record);
    }
    byJob.values().forEach(ofOneJob -> shadowAllButOne(ofOneJob, shadowed));
  }

  private static void shadowAllButOne(List<UsageRecord> group, Set<UsageRecord> shadowed) {
    UsageSource used =
        group.stream()
            .filter(record -> !record.quantities().isModalityUnknown())
            .map(UsageRecord::source)
            .min(Comparator.naturalOrder())
            .or(() -> group.stream().map(UsageRecord::source).min(Comparator.naturalOrder()))
            .orElseThrow();
    group.stream().filter(record -> record.source() != used).forEach(shadowed::add);
  }
}
