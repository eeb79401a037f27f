package io.voxledger.costs.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.costs.hosting.OpenSpans.Span;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostingComparisonTest {
  private static final HostingTerms TERMS = HostingTerms.DEFAULT;

  /** Sessions of 30 minutes with two participants at 0.005 USD a minute: 0.30 USD each. */
  private static HostingUse sessions(long sessions) {
    return HostingUse.estimated(sessions, BigDecimal.valueOf(sessions * 1800), TERMS);
  }

  @ParameterizedTest
  @CsvSource({
    // sessions × 60 × 0.005; sessions × 0.5 h ÷ 20 busy hours; ⌊peak ÷ 500⌋ + 1 servers at 200
    "100, 30, 2.5, 1, 200, -170, -567",
    "500, 150, 12.5, 1, 200, -50, -33",
    "1000, 300, 25, 1, 200, 100, 33", // 100 ÷ 300
    "3000, 900, 75, 1, 200, 700, 78", // 700 ÷ 900
    // A published table says 2 servers and 2,600 saved; by its own formula the peak is 250: 1
    // server
    "10000, 3000, 250, 1, 200, 2800, 93",
    "20000, 6000, 500, 2, 400, 5600, 93", // at the very capacity the next server is needed
  })
  void managed_against_self_hosted(
      long sessions,
      String managed,
      String peak,
      long servers,
      String own,
      String savings,
      int pct) {
    HostingComparison comparison = HostingComparison.of(sessions(sessions), TERMS);
    assertThat(comparison.managedUsd()).isEqualByComparingTo(managed);
    assertThat(comparison.use().peakConcurrent()).isEqualByComparingTo(peak);
    assertThat(comparison.serversNeeded()).isEqualTo(servers);
    assertThat(comparison.selfHostedUsd()).isEqualByComparingTo(own);
    assertThat(comparison.savingsUsd()).isEqualByComparingTo(savings);
    assertThat(comparison.savingsPct().orElseThrow().setScale(0, RoundingMode.HALF_EVEN))
        .isEqualByComparingTo(BigDecimal.valueOf(pct));
    assertThat(comparison.breakEvenSessions()).contains(666L); // ⌊200 ÷ 0.30⌋ = ⌊666.67⌋
  }

  @Test
  void percentages_have_twelve_decimals() {
    assertThat(HostingComparison.of(sessions(1000), TERMS).savingsPct())
        .contains(new BigDecimal("33.333333333333"));
    assertThat(HostingComparison.of(sessions(3000), TERMS).savingsPct())
        .contains(new BigDecimal("77.777777777778"));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "499, 1", "500, 2", "999, 2", "1000, 3"})
  void a_measured_peak_takes_the_next_server_at_the_capacity(long peak, long servers) {
    HostingUse use = HostingUse.measured(10_000, BigDecimal.valueOf(36_000_000), peak);
    HostingComparison comparison = HostingComparison.of(use, TERMS);
    assertThat(comparison.serversNeeded()).isEqualTo(servers);
    // 36,000,000 s = 600,000 min × 0.005 = 3,000
    assertThat(comparison.savingsUsd())
        .isEqualByComparingTo(BigDecimal.valueOf(3000 - 200 * servers));
  }

  @Test
  void nothing_to_host_has_no_percentage_and_never_breaks_even() {
    HostingComparison comparison = HostingComparison.of(sessions(0), TERMS);
    assertThat(comparison.savingsUsd()).isEqualByComparingTo("-200");
    assertThat(comparison.savingsPct()).isEmpty();
    assertThat(comparison.breakEvenSessions()).isEmpty();
  }

  @Test
  void own_servers_are_charged_by_participant_minutes_to_the_last_digit() {
    // 200 USD in thirds: 66.666666666667 goes to the first of equal remainders
    assertThat(
            SpreadServers.spread(
                Map.of("acme", BigDecimal.TEN, "globex", BigDecimal.TEN, "lab", BigDecimal.TEN),
                BigDecimal.ONE,
                TERMS))
        .containsEntry("acme", new BigDecimal("66.666666666667"))
        .containsEntry("globex", new BigDecimal("66.666666666667"))
        .containsEntry("lab", new BigDecimal("66.666666666666"));
    assertThat(SpreadServers.spread(Map.of("acme", BigDecimal.ZERO), BigDecimal.ONE, TERMS))
        .isEmpty();
  }

  @Test
  void a_session_is_open_from_a_connection_to_the_last_that_overlaps_or_touches() {
    assertThat(
            OpenSpans.union(
                List.of(
                    new Span(0, 10),
                    new Span(2, 5),
                    new Span(10, 20),
                    new Span(21, 21),
                    new Span(30, 40))))
        .containsExactly(new Span(0, 20), new Span(30, 40));
  }

  @Test
  void a_span_is_cut_at_slots() {
    assertThat(OpenSpans.cut(new Span(-5, 25), 10))
        .containsExactly(new Span(-5, 0), new Span(0, 10), new Span(10, 20), new Span(20, 25));
  }

  private record Change(long slot, long at, int by) {}

  /** As the night does it: session by session, then slot by slot. */
  private static long peak(List<List<Span>> sessions) {
    List<Change> changes = new ArrayList<>();
    for (List<Span> connections : sessions) {
      List<Span> sorted = connections.stream().sorted(Comparator.comparing(Span::from)).toList();
      for (Span span : OpenSpans.union(sorted)) {
        for (Span part : OpenSpans.cut(span, 100)) {
          long slot = Math.floorDiv(part.from(), 100);
          changes.add(new Change(slot, part.from(), 1));
          changes.add(new Change(slot, part.until(), -1));
        }
      }
    }
    changes.sort(
        Comparator.comparing(Change::slot).thenComparing(Change::at).thenComparing(Change::by));
    long peak = 0;
    PeakSweep sweep = new PeakSweep();
    for (int i = 0; i < changes.size(); i++) {
      if (i > 0 && changes.get(i).slot() != changes.get(i - 1).slot()) {
        sweep = new PeakSweep();
      }
      sweep.change(changes.get(i).by());
      peak = Math.max(peak, sweep.peak());
    }
    return peak;
  }

  @Test
  void the_swept_peak_is_that_of_looking_at_every_instant() {
    Random random = new Random(7);
    for (int trial = 0; trial < 200; trial++) {
      List<List<Span>> sessions = new ArrayList<>();
      for (int s = 0; s < 12; s++) {
        List<Span> connections = new ArrayList<>();
        for (int c = random.nextInt(4); c >= 0; c--) {
          long from = random.nextInt(300);
          connections.add(new Span(from, from + random.nextInt(150)));
        }
        sessions.add(connections);
      }
      long naive = 0;
      for (long t = 0; t < 450; t++) {
        long at = t;
        naive =
            Math.max(
                naive,
                sessions.stream()
                    .filter(
                        connections ->
                            connections.stream().anyMatch(c -> c.from() <= at && at < c.until()))
                    .count());
      }
      assertThat(peak(sessions)).isEqualTo(naive);
    }
  }
}
