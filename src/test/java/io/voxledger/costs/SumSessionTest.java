package io.voxledger.costs;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.costs.SessionCost.ProviderCost;
import io.voxledger.costs.SessionCost.RateUsed;
import io.voxledger.costs.SessionCost.Tokens;
import io.voxledger.measure.Kind;
import io.voxledger.measure.Kind.CostFamily;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SumSessionTest {
  private static final SumSession SUM = new SumSession(Set.of("customer"));
  private static final SessionTimes NO_TIMES = times("", "", false);

  private static Optional<Instant> at(String time) {
    return time == null || time.isEmpty()
        ? Optional.empty()
        : Optional.of(Instant.parse("2026-09-21T" + time + "Z"));
  }

  private static SessionTimes times(String created, String finished, boolean closed) {
    return new SessionTimes(
        at(created), at(finished), closed, Optional.empty(), Optional.empty(), Map.of());
  }

  /** A day of use from 12:00:00 to 12:00:30 that differs in what a test is about. */
  private static final class Day {
    private String room;
    private String first = "12:00:00";
    private String last = "12:00:30";
    private long connections;
    private String connected;
    private String disconnected;
    private List<String> tokens = List.of("0", "0", "0", "0");
    private long unpriced;
    private Set<String> flags = Set.of();

    Day room(String name) {
      room = name;
      return this;
    }

    Day used(String from, String to) {
      first = from;
      last = to;
      return this;
    }

    Day connected(String from, String to) {
      connections++;
      connected = from;
      disconnected = to;
      return this;
    }

    Day tokens(String audioIn, String audioOut, String text, String cached) {
      tokens = List.of(audioIn, audioOut, text, cached);
      return this;
    }

    Day unpriced(long records) {
      unpriced = records;
      return this;
    }

    Day flags(String... codes) {
      flags = Set.of(codes);
      return this;
    }

    SessionDay build() {
      List<BigDecimal> counts = tokens.stream().map(BigDecimal::new).toList();
      return new SessionDay(
          "p",
          Optional.ofNullable(room),
          at(first).orElseThrow(),
          at(last).orElseThrow(),
          connections,
          at(connected),
          at(disconnected),
          counts.get(0),
          counts.get(1),
          counts.get(2),
          counts.get(3),
          unpriced,
          flags);
    }
  }

  private static SessionCharge charge(Kind kind, String provider, String biller, String cost) {
    return charge(kind, provider, biller, cost, rate("r", "m", "1"));
  }

  private static SessionCharge charge(
      Kind kind, String provider, String biller, String cost, RateUsed rate, String... flags) {
    return new SessionCharge(
        provider,
        biller,
        kind,
        LocalDate.parse("2026-09-30"),
        new BigDecimal(cost),
        rate,
        Set.of(flags));
  }

  private static RateUsed rate(String id, String meter, String contracted) {
    return new RateUsed(
        id, "sku", meter, BigDecimal.ONE, new BigDecimal(contracted), 60, Instant.EPOCH);
  }

  private static Optional<SessionCost> sum(
      SessionTimes times, List<SessionDay> days, SessionCharge... charges) {
    return SUM.sum("RM_1", days, Arrays.asList(charges), times);
  }

  private static SessionCost costOf(SessionTimes times, Day day, SessionCharge... charges) {
    return sum(times, List.of(day.build()), charges).orElseThrow();
  }

  @Test
  void a_session_is_here_for_a_charge_an_unpriced_record_or_a_closed_connection() {
    assertThat(sum(NO_TIMES, List.of(new Day().build()))).isEmpty();
    assertThat(sum(NO_TIMES, List.of())).isEmpty();
    assertThat(sum(NO_TIMES, List.of(new Day().build()), charge(Kind.LLM, "a", "a", "0")))
        .isPresent();
    assertThat(sum(NO_TIMES, List.of(new Day().unpriced(1).build()))).isPresent();
    assertThat(sum(NO_TIMES, List.of(new Day().connected("12:00:00", "12:00:01").build())))
        .isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    // room created, finished, connected, disconnected | started, ended, seconds
    "11:59:00, 12:10:00,   12:00:05, 12:00:20, 11:59:00, 12:10:00,   660",
    ",         12:10:00,   12:00:05, 12:00:20, 12:00:05, 12:10:00,   595",
    "11:59:00, ,           12:00:05, 12:00:20, 11:59:00, 12:00:20,   80",
    ",         ,           12:00:05, 12:00:20, 12:00:05, 12:00:20,   15",
    ",         ,           ,         ,         12:00:00, 12:00:30,   30", // first and last use
    "12:00:00, 12:00:01.9, ,         ,         12:00:00, 12:00:01.9, 1", // whole seconds
    "12:00:30, 12:00:00,   ,         ,         12:00:30, 12:00:00,   0", // never below 0
  })
  void the_room_tells_the_times_else_its_connections_else_its_use(
      String created,
      String finished,
      String connected,
      String disconnected,
      String started,
      String ended,
      long seconds) {
    Day day = new Day();
    if (connected != null) {
      day.connected(connected, disconnected);
    }
    SessionCost cost =
        costOf(times(created, finished, false), day, charge(Kind.LLM, "a", "a", "1"));
    assertThat(Optional.of(cost.startedAt())).isEqualTo(at(started));
    assertThat(Optional.of(cost.endedAt())).isEqualTo(at(ended));
    assertThat(cost.durationSec()).isEqualTo(seconds);
    assertThat(cost.sessionDate()).isEqualTo(LocalDate.parse("2026-09-21"));
  }

  @Test
  void several_days_give_the_first_start_and_the_last_end_in_any_order() {
    List<SessionDay> days =
        new ArrayList<>(
            List.of(
                new Day().used("10:00:00", "10:00:05").connected("12:00:00", "12:30:00").build(),
                new Day().used("09:00:00", "13:00:00").build(),
                new Day().used("11:00:00", "11:00:00").connected("11:00:00", "11:10:00").build()));
    for (int i = 0; i < 6; i++) {
      Collections.shuffle(days, new Random(i));
      SessionCost cost = sum(NO_TIMES, days).orElseThrow();
      // connections go before use, although use began at 9 and ended at 13
      assertThat(Optional.of(cost.startedAt())).isEqualTo(at("11:00:00"));
      assertThat(Optional.of(cost.endedAt())).isEqualTo(at("12:30:00"));
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void every_kind_adds_to_its_family(Kind kind) {
    SessionCost cost = costOf(NO_TIMES, new Day(), charge(kind, "a", "a", "0.25"));
    CostFamily expected =
        switch (kind) {
          case LLM, STT, TTS, TOOL -> CostFamily.AI;
          case WEBRTC, DATA -> CostFamily.TRANSPORT;
          case SIP, PHONE_NUMBER -> CostFamily.TELEPHONY;
          case AGENT, EGRESS, INGRESS, RECORDING, OBSERVABILITY, PLAN -> CostFamily.PLATFORM;
        };
    assertThat(cost.costOf(expected)).isEqualByComparingTo("0.25");
    assertThat(cost.totalUsd()).isEqualByComparingTo("0.25");
  }

  @Test
  void costs_are_summed_to_the_last_digit() {
    SessionCost cost =
        costOf(
            NO_TIMES,
            new Day(),
            charge(Kind.LLM, "openai", "openai", "0.023728800001"),
            charge(Kind.STT, "deepgram", "livekit", "0.000931666667"),
            charge(Kind.WEBRTC, "livekit", "livekit", "0.0005"),
            charge(Kind.SIP, "livekit", "livekit", "0.004"),
            charge(Kind.AGENT, "livekit", "livekit", "0.01"));
    // 0.023728800001 + 0.000931666667
    assertThat(cost.costOf(CostFamily.AI)).isEqualByComparingTo("0.024660466668");
    // + 0.0005 + 0.004 + 0.01
    assertThat(cost.totalUsd()).isEqualByComparingTo("0.039160466668");
  }

  @Test
  void providers_are_summed_by_provider_and_biller() {
    SessionCost cost =
        costOf(
            NO_TIMES,
            new Day(),
            charge(Kind.LLM, "openai", "openai", "1"),
            charge(Kind.LLM, "openai", "livekit", "2"),
            charge(Kind.STT, "deepgram", "deepgram", "4"),
            charge(Kind.TTS, "openai", "openai", "8"));
    assertThat(cost.providers())
        .containsExactly(
            new ProviderCost("deepgram", "deepgram", new BigDecimal("4")),
            new ProviderCost("openai", "livekit", new BigDecimal("2")),
            new ProviderCost("openai", "openai", new BigDecimal("9")));
  }

  @Test
  void tokens_are_summed_before_they_are_rounded() {
    SessionCost cost =
        sum(
                NO_TIMES,
                List.of(
                    new Day().tokens("10", "20", "30.25", "0.5").build(),
                    new Day().tokens("1", "2", "3.25", "1").unpriced(1).build()))
            .orElseThrow();
    // 33.5 is half way: to the even 34; 1.5 to 2
    assertThat(cost.tokens()).isEqualTo(new Tokens(11, 22, 34, 2));
  }

  @Test
  void every_price_is_kept_once_in_order() {
    SessionCost cost =
        costOf(
            NO_TIMES,
            new Day(),
            charge(Kind.LLM, "a", "a", "1", rate("r2", "input_text", "1")),
            charge(Kind.LLM, "a", "a", "1", rate("r1", "output_text", "1")),
            charge(Kind.LLM, "a", "a", "1", rate("r1", "input_text", "0.93")),
            charge(Kind.LLM, "a", "a", "1", rate("r1", "input_text", "0.5")),
            charge(Kind.LLM, "a", "a", "1", rate("r2", "input_text", "1")));
    assertThat(cost.rates())
        .containsExactly(
            rate("r1", "input_text", "0.5"),
            rate("r1", "input_text", "0.93"),
            rate("r1", "output_text", "1"),
            rate("r2", "input_text", "1"));
  }

  @Test
  void flags_of_records_and_of_prices_are_united_and_unpriced_records_counted() {
    SessionCost cost =
        sum(
                NO_TIMES,
                List.of(
                    new Day().flags("several_projects").unpriced(2).build(),
                    new Day().flags("remainder_as_text").unpriced(1).build()),
                charge(Kind.LLM, "a", "a", "1", rate("r", "m", "1"), "fx_carried"))
            .orElseThrow();
    assertThat(cost.flags()).containsExactly("fx_carried", "remainder_as_text", "several_projects");
    assertThat(cost.unpricedRecords()).isEqualTo(3);
  }

  @Test
  void the_room_tells_its_name_else_the_smallest_of_the_records() {
    SessionTimes named =
        new SessionTimes(
            Optional.empty(),
            Optional.empty(),
            true,
            Optional.of("z-room"),
            Optional.of("agent"),
            Map.of("customer", "acme", "secret", "x"));
    SessionCost cost = costOf(named, new Day().room("a").unpriced(1));
    assertThat(cost.room()).contains("z-room");
    assertThat(cost.agentName()).contains("agent");
    assertThat(cost.closed()).isTrue();
    assertThat(cost.tags()).isEqualTo(Map.of("customer", "acme"));
    assertThat(
            sum(
                    NO_TIMES,
                    List.of(
                        new Day().room("b").unpriced(1).build(),
                        new Day().build(),
                        new Day().room("a").build()))
                .orElseThrow()
                .room())
        .contains("a");
  }
}
