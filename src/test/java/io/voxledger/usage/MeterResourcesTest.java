package io.voxledger.usage;

import static io.voxledger.usage.Events.analytics;
import static io.voxledger.usage.Events.at;
import static io.voxledger.usage.Events.participant;
import static io.voxledger.usage.Events.report;
import static io.voxledger.usage.Events.roomFinished;
import static io.voxledger.usage.Events.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.measure.Kind;
import io.voxledger.measure.Meter;
import io.voxledger.usage.Events.Who;
import io.voxledger.usage.MeterResources.Metered;
import io.voxledger.usage.MeterResources.Resource;
import io.voxledger.usage.SessionFact.Analytics;
import io.voxledger.usage.SessionFact.AnalyticsParticipant;
import io.voxledger.usage.SessionFact.Stream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeterResourcesTest {
  private static final MeterResources METER =
      new MeterResources(Map.of("ST_us", "sip-us-local", "ST_free", "sip-us-tollfree"));

  @ParameterizedTest
  @CsvSource({
    // joined,       left,         room finished, report,   seconds
    "12:00:00,       12:00:10,     ,              ,         10",
    "12:00:00,       12:01:10,     ,              ,         70",
    "12:00:00.9,     12:00:00,     ,              ,         0", // −0.9 s counts as 0
    "12:00:00.25,    12:00:02,     ,              ,         1.75",
    "12:00:00,       12:05:00,     12:01:00,      ,         60", // outlives its room: stops with it
    "12:00:00,       12:01:00,     12:05:00,      ,         60", // leaves before the room ends
    "12:00:00,       ,             12:05:00,      ,         300", // the room's end is enough
    "12:00:00,       ,             ,              12:03:00, 180", // else the report ends it
    "12:00:00,       12:01:00,     ,              12:03:00, 60", // a report shortens nothing
    "12:00:00,       12:04:00,     ,              12:03:00, 240",
  })
  void a_connection_lasts_until_the_earliest_of_its_ends(
      String joined, String left, String finished, String reported, BigDecimal seconds) {
    List<AcceptedRow> rows = new ArrayList<>();
    rows.add(participant("participant_joined", "12:00:01", "PA_1", joined));
    if (left != null) {
      rows.add(participant("participant_left", left, "PA_1", joined));
    }
    if (finished != null) {
      rows.add(roomFinished(finished));
    }
    if (reported != null) {
      rows.add(report(reported));
    }
    Resource connection = only(rows);
    assertThat(connection.startedAt()).isEqualTo(at(joined));
    assertThat(secondsOf(connection)).isEqualByComparingTo(seconds);
  }

  @Test
  void two_connections_of_10_s_are_two_resources() {
    Metered metered =
        METER.meter(
            List.of(
                participant("participant_left", "12:00:10", "PA_1", "12:00:00"),
                participant("participant_left", "12:00:30", "PA_2", "12:00:20")));
    assertThat(metered.resources())
        .extracting(Resource::id)
        .containsExactlyInAnyOrder("PA_1", "PA_2");
    assertThat(metered.resources())
        .allSatisfy(r -> assertThat(secondsOf(r)).isEqualByComparingTo("10"));
  }

  @Test
  void the_earliest_of_several_leaves_and_the_earliest_of_several_joins_count() {
    Resource connection =
        only(
            List.of(
                participant("participant_left", "12:00:40", "PA_1", "12:00:05"),
                participant("participant_joined", "12:00:06", "PA_1", "12:00:05"),
                participant("participant_joined", "12:00:01", "PA_1", "12:00:00.5"),
                participant("participant_left", "12:00:30", "PA_1", "12:00:05")));
    // 12:00:00.5 to 12:00:30
    assertThat(secondsOf(connection)).isEqualByComparingTo("29.5");
  }

  @Test
  void an_aborted_connection_has_left() {
    Resource connection =
        only(
            List.of(
                participant("participant_joined", "12:00:00", "PA_1", "12:00:00"),
                participant("participant_connection_aborted", "12:00:07", "PA_1", "12:00:00")));
    assertThat(secondsOf(connection)).isEqualByComparingTo("7");
  }

  @Test
  void a_leave_alone_is_enough() {
    Resource connection =
        only(List.of(participant("participant_left", "12:00:07", "PA_1", "12:00:00")));
    assertThat(secondsOf(connection)).isEqualByComparingTo("7");
  }

  @Test
  void without_a_time_of_joining_the_first_event_is_the_start() {
    Resource connection =
        only(
            List.of(
                participant("participant_left", "12:00:07", "PA_1", ""),
                participant("participant_joined", "12:00:02", "PA_1", "")));
    assertThat(secondsOf(connection)).isEqualByComparingTo("5");
  }

  @Test
  void a_connection_that_nothing_ends_is_open_and_not_metered() {
    Metered metered =
        METER.meter(
            List.of(
                participant("participant_joined", "12:00:00", "PA_1", "12:00:00"),
                participant("participant_joined", "12:00:00", "PA_2", "12:00:00"),
                participant("participant_left", "12:00:01", "PA_2", "12:00:00")));
    assertThat(metered.open()).isEqualTo(1);
    assertThat(metered.resources()).extracting(Resource::id).containsExactly("PA_2");
  }

  @Test
  void the_latest_report_ends_what_has_no_end() {
    Resource connection =
        only(
            List.of(
                report("12:02:00"),
                participant("participant_joined", "12:00:00", "PA_1", "12:00:00"),
                report("12:01:00")));
    assertThat(secondsOf(connection)).isEqualByComparingTo("120");
  }

  @Test
  void the_row_that_completes_a_connection_is_the_one_that_ended_it() {
    AcceptedRow joined = participant("participant_joined", "12:00:00", "PA_1", "12:00:00");
    AcceptedRow finished = roomFinished("12:00:30");
    Resource connection = only(List.of(finished, joined));
    assertThat(connection.row()).isSameAs(finished);
    assertThat(connection.shownBy()).isSameAs(joined);
  }

  @ParameterizedTest
  @CsvSource({
    // kind,    detail,       resource, meter,                 model
    "STANDARD,  '',           WEBRTC,   WEBRTC_SECONDS,        webrtc",
    "AGENT,     CLOUD_AGENT,  AGENT,    AGENT_SESSION_SECONDS, agent",
    "AGENT,     '',           WEBRTC,   WEBRTC_SECONDS,        webrtc", // a self-hosted agent
    "STANDARD,  CLOUD_AGENT,  WEBRTC,   WEBRTC_SECONDS,        webrtc",
    "INGRESS,   '',           WEBRTC,   WEBRTC_SECONDS,        webrtc",
    "CONNECTOR, '',           WEBRTC,   WEBRTC_SECONDS,        webrtc",
    "SIP,       '',           SIP,      SIP_SECONDS,           sip-third-party",
  })
  void the_participants_kind_says_what_it_is(
      String kind, String detail, Kind resource, Meter meter, String model) {
    Who who = detail.isEmpty() ? Who.of("PA_1", kind) : Who.of("PA_1", kind, detail);
    UsageItem item = only(List.of(participant("participant_left", "12:00:09", who))).item();
    assertThat(item.kind()).isEqualTo(resource);
    assertThat(item.model()).isEqualTo(model);
    assertThat(item.provider()).isEqualTo("livekit");
    assertThat(item.quantities().meters()).containsExactly(meter);
  }

  @ParameterizedTest
  @CsvSource({
    "ST_us, sip-us-local",
    "ST_free, sip-us-tollfree",
    "ST_x, sip-third-party",
    "'', sip-third-party"
  })
  void the_trunk_says_which_telephony_it_is(String trunk, String model) {
    Who who = new Who("PA_1", "12:00:00", "SIP", List.of(), trunk);
    assertThat(only(List.of(participant("participant_left", "12:00:09", who))).item().model())
        .isEqualTo(model);
  }

  @Test
  void details_of_a_connection_are_united() {
    Resource connection =
        only(
            List.of(
                participant("participant_joined", "12:00:00", Who.of("PA_1", "AGENT")),
                participant(
                    "participant_left", "12:00:09", Who.of("PA_1", "AGENT", "CLOUD_AGENT"))));
    assertThat(connection.item().kind()).isEqualTo(Kind.AGENT);
  }

  @Test
  void the_connection_of_an_egress_is_neither_metered_nor_open() {
    Metered metered =
        METER.meter(
            List.of(
                participant("participant_joined", "12:00:00", Who.of("PA_1", "EGRESS")),
                participant("participant_joined", "12:00:00", Who.of("PA_2", "EGRESS")),
                participant("participant_left", "12:00:09", Who.of("PA_2", "EGRESS"))));
    assertThat(metered.resources()).isEmpty();
    assertThat(metered.open()).isZero();
  }

  @Test
  void an_agent_that_never_connects_costs_nothing() {
    Metered metered =
        METER.meter(
            List.of(
                Events.room("room_started", "12:00:00", "room", Map.of()),
                report("12:03:00"),
                roomFinished("12:05:00")));
    assertThat(metered.resources()).isEmpty();
    assertThat(metered.open()).isZero();
  }

  private static Stream egress(String id, String started, String ended, String updated) {
    return new Stream(
        id,
        "egress",
        "transcode-video",
        Events.maybe(started).map(Events::at),
        Events.maybe(ended).map(Events::at),
        Events.maybe(updated).map(Events::at));
  }

  @Test
  void the_newest_event_of_an_egress_wins() {
    Resource egress =
        only(
            List.of(
                stream(
                    "egress_ended", "12:09:00", egress("EG", "12:00:00", "12:01:00", "12:01:00")),
                stream(
                    "egress_ended", "12:08:00", egress("EG", "12:00:00", "12:02:00", "12:02:00")),
                stream("egress_ended", "12:10:00", egress("EG", "12:00:00", "12:03:00", ""))));
    // updatedAt 12:02 is newer than 12:01, whatever their createdAt, and than none
    assertThat(secondsOf(egress)).isEqualByComparingTo("120");
    assertThat(egress.item().quantities().meters()).containsExactly(Meter.EGRESS_SECONDS);
  }

  @Test
  void of_egress_events_updated_at_once_the_last_created_wins() {
    Resource egress =
        only(
            List.of(
                stream(
                    "egress_ended", "12:09:00", egress("EG", "12:00:00", "12:01:00", "12:02:00")),
                stream(
                    "egress_ended", "12:08:00", egress("EG", "12:00:00", "12:02:00", "12:02:00"))));
    assertThat(secondsOf(egress)).isEqualByComparingTo("60");
  }

  @Test
  void an_egress_that_only_started_is_not_metered() {
    assertThat(
            METER
                .meter(
                    List.of(
                        stream("egress_started", "12:00:00", egress("EG", "12:00:00", "", "")),
                        stream("egress_updated", "12:00:01", egress("EG", "12:00:00", "", ""))))
                .resources())
        .isEmpty();
  }

  @Test
  void an_egress_of_0_seconds_is_a_resource() {
    Resource egress =
        only(List.of(stream("egress_ended", "12:00:00", egress("EG", "12:00:00", "12:00:00", ""))));
    assertThat(egress.item().quantities().isEmpty()).isTrue();
  }

  private static Analytics room(boolean ended, String bytes) {
    return new Analytics(
        ended,
        at("12:00:00"),
        Optional.of(at("12:10:00")),
        new BigDecimal(bytes),
        List.of(
            new AnalyticsParticipant(
                "agent", Optional.of(at("12:00:10")), Optional.of(at("12:01:10"))),
            new AnalyticsParticipant("sip", Optional.of(at("12:00:20")), Optional.empty()),
            new AnalyticsParticipant("webrtc", Optional.empty(), Optional.of(at("12:00:30")))));
  }

  @Test
  void analytics_shows_the_connections_of_a_room_without_webhooks() {
    List<Resource> resources =
        METER.meter(List.of(analytics(room(true, "2000000000")))).resources();
    assertThat(resources)
        .extracting(r -> r.item().kind() + " " + r.item().model() + " " + plain(r))
        .containsExactly(
            "DATA downstream 2000000000",
            "AGENT agent 60",
            "SIP sip-third-party 580", // until the room's end, 12:10:00 − 12:00:20
            "WEBRTC webrtc 30"); // from the room's start
    assertThat(resources.subList(1, 4))
        .allSatisfy(r -> assertThat(r.item().flags()).containsExactly(Flag.KIND_INFERRED));
  }

  @Test
  void webhooks_come_before_analytics_but_its_bandwidth_stays() {
    List<Resource> resources =
        METER
            .meter(
                List.of(
                    analytics(room(true, "7")),
                    participant("participant_left", "12:00:07", "PA_1", "12:00:00")))
            .resources();
    assertThat(resources)
        .extracting(r -> r.item().kind() + " " + plain(r))
        .containsExactlyInAnyOrder("WEBRTC 7", "DATA 7");
  }

  @Test
  void a_room_that_is_still_active_is_not_metered() {
    assertThat(METER.meter(List.of(analytics(room(false, "7")))).resources()).isEmpty();
  }

  @Test
  void any_order_of_events_gives_the_same_resources() {
    List<AcceptedRow> rows =
        new ArrayList<>(
            List.of(
                participant("participant_joined", "12:00:00", "PA_1", "12:00:00"),
                participant("participant_left", "12:00:20", "PA_1", "12:00:00"),
                participant("participant_left", "12:00:20", "PA_1", "12:00:00.1"),
                participant("participant_joined", "12:00:00", Who.of("PA_2", "AGENT")),
                participant(
                    "participant_joined", "12:00:03", Who.of("PA_2", "AGENT", "CLOUD_AGENT")),
                report("12:00:30"),
                report("12:00:50"),
                stream("egress_ended", "12:09:00", egress("EG", "12:00:00", "12:01:00", "")),
                stream("egress_ended", "12:09:00", egress("EG", "12:00:00", "12:02:00", ""))));
    Metered expected = METER.meter(rows);
    assertThat(expected.resources()).hasSize(3);
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      Collections.shuffle(rows, random);
      Metered metered = METER.meter(rows);
      assertThat(metered.resources()).containsExactlyInAnyOrderElementsOf(expected.resources());
    }
  }

  private static Resource only(List<AcceptedRow> rows) {
    List<Resource> resources = METER.meter(rows).resources();
    assertThat(resources).hasSize(1);
    return resources.get(0);
  }

  private static BigDecimal secondsOf(Resource resource) {
    return resource.item().quantities().asMap().values().stream()
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static String plain(Resource resource) {
    return secondsOf(resource).stripTrailingZeros().toPlainString();
  }
}
