package io.voxledger.costs;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;

import io.voxledger.costs.SessionCost.ProviderCost;
import io.voxledger.costs.SessionCost.RateUsed;
import io.voxledger.costs.SessionCost.Tokens;
import io.voxledger.measure.Kind.CostFamily;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Adds up one session from its days, charges and events. Nothing is rounded but the displayed count
 * of tokens.
 */
public final class SumSession {
  private final Set<String> tagKeys;

  /**
   * @param tagKeys keys of the room's metadata that become tags
   */
  public SumSession(Set<String> tagKeys) {
    this.tagKeys = tagKeys;
  }

  /**
   * The session's cost; empty when it has neither a charge, nor an unpriced record, nor a closed
   * connection.
   *
   * @param days at least one
   */
  public Optional<SessionCost> sum(
      String sessionId, List<SessionDay> days, List<SessionCharge> charges, SessionTimes times) {
    long unpriced = days.stream().mapToLong(SessionDay::unpricedRecords).sum();
    long connections = days.stream().mapToLong(SessionDay::connections).sum();
    if (days.isEmpty() || charges.isEmpty() && unpriced == 0 && connections == 0) {
      return Optional.empty();
    }
    Instant startedAt = startedAt(days, times);
    Instant endedAt = endedAt(days, times);
    return Optional.of(
        new SessionCost(
            sessionId,
            projectId(days),
            times.roomName().or(() -> room(days)),
            times.agentName(),
            tags(times.metadata()),
            startedAt,
            endedAt,
            Math.max(0, Duration.between(startedAt, endedAt).getSeconds()),
            times.closed(),
            providers(charges),
            tokens(days),
            costs(charges),
            unpriced,
            days.stream().mapToLong(SessionDay::aiRecords).sum(),
            rates(charges),
            flags(days, charges),
            chargeMonths(charges)));
  }

  /**
   * Days of a closed month may name the project of then; what the session's last use says counts.
   */
  private static String projectId(List<SessionDay> days) {
    return days.stream()
        .max(comparing(SessionDay::lastUsedAt).thenComparing(SessionDay::projectId))
        .orElseThrow()
        .projectId();
  }

  private static Instant startedAt(List<SessionDay> days, SessionTimes times) {
    return times
        .createdAt()
        .or(() -> days.stream().flatMap(d -> d.firstConnectedAt().stream()).min(naturalOrder()))
        .or(() -> days.stream().map(SessionDay::firstUsedAt).min(naturalOrder()))
        .orElseThrow();
  }

  private static Instant endedAt(List<SessionDay> days, SessionTimes times) {
    return times
        .finishedAt()
        .or(() -> days.stream().flatMap(d -> d.lastDisconnectedAt().stream()).max(naturalOrder()))
        .or(() -> days.stream().map(SessionDay::lastUsedAt).max(naturalOrder()))
        .orElseThrow();
  }

  private static Optional<String> room(List<SessionDay> days) {
    return days.stream().flatMap(day -> day.room().stream()).min(naturalOrder());
  }

  private Map<String, String> tags(Map<String, String> metadata) {
    Map<String, String> tags = new TreeMap<>(metadata);
    tags.keySet().retainAll(tagKeys);
    return tags;
  }

  private static List<ProviderCost> providers(List<SessionCharge> charges) {
    Map<String, ProviderCost> byName = new TreeMap<>();
    for (SessionCharge charge : charges) {
      byName.merge(
          charge.provider() + '\n' + charge.biller(),
          new ProviderCost(charge.provider(), charge.biller(), charge.contractedCost()),
          (a, b) -> new ProviderCost(a.provider(), a.biller(), a.costUsd().add(b.costUsd())));
    }
    return List.copyOf(byName.values());
  }

  private static Tokens tokens(List<SessionDay> days) {
    return new Tokens(
        whole(days, SessionDay::audioIn),
        whole(days, SessionDay::audioOut),
        whole(days, SessionDay::text),
        whole(days, SessionDay::cached));
  }

  /** Tokens are whole but for a usage-record that says otherwise. */
  private static long whole(List<SessionDay> days, Function<SessionDay, BigDecimal> count) {
    return days.stream()
        .map(count)
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .setScale(0, RoundingMode.HALF_EVEN)
        .longValueExact();
  }

  private static Map<CostFamily, BigDecimal> costs(List<SessionCharge> charges) {
    Map<CostFamily, BigDecimal> costs = new EnumMap<>(CostFamily.class);
    for (SessionCharge charge : charges) {
      costs.merge(charge.kind().family(), charge.contractedCost(), BigDecimal::add);
    }
    return costs;
  }

  private static final Comparator<RateUsed> RATE_ORDER =
      comparing(RateUsed::rateId)
          .thenComparing(RateUsed::meter)
          .thenComparing(RateUsed::unitPrice)
          .thenComparing(RateUsed::contractedUnitPrice);

  private static List<RateUsed> rates(List<SessionCharge> charges) {
    TreeSet<RateUsed> rates = new TreeSet<>(RATE_ORDER);
    charges.forEach(charge -> rates.add(charge.rate()));
    return new ArrayList<>(rates);
  }

  private static SortedSet<LocalDate> chargeMonths(List<SessionCharge> charges) {
    TreeSet<LocalDate> months = new TreeSet<>();
    charges.forEach(charge -> months.add(charge.usageDate().withDayOfMonth(1)));
    return months;
  }

  private static Set<String> flags(List<SessionDay> days, List<SessionCharge> charges) {
    Set<String> flags = new TreeSet<>();
    days.forEach(day -> flags.addAll(day.flags()));
    charges.forEach(charge -> flags.addAll(charge.flags()));
    return flags;
  }
}
