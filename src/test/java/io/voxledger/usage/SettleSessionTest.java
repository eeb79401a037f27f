package io.voxledger.usage;

import static io.voxledger.usage.Events.NO_RULES;
import static io.voxledger.usage.Events.at;
import static io.voxledger.usage.Events.item;
import static io.voxledger.usage.Events.of;
import static io.voxledger.usage.Events.participant;
import static io.voxledger.usage.Events.roomFinished;
import static io.voxledger.usage.Events.row;
import static io.voxledger.usage.UsageSource.COST_UPDATE;
import static io.voxledger.usage.UsageSource.LIVEKIT_AGENT_METRICS;
import static io.voxledger.usage.UsageSource.OPENAI_REALTIME;
import static io.voxledger.usage.UsageSource.USAGE_RECORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.measure.Kind;
import io.voxledger.measure.Meter;
import io.voxledger.usage.ProjectRules.Rule;
import io.voxledger.usage.SettleSession.Settled;
import io.voxledger.usage.UsageRecord.Standing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettleSessionTest {
  private static final SettleSession SETTLE = new SettleSession(NO_RULES);

  private static SettleRules rules(Rule... rules) {
    return new SettleRules(
        ProviderAliases.BUILT_IN,
        Map.of("openai", "proj_lab"),
        Set.of(),
        Map.of(),
        new ProjectRules(List.of(rules)));
  }

  private static AcceptedRow llm(UsageSource source, String project, String folder) {
    return row(
        source,
        of(project, folder, ""),
        at("12:00:00"),
        List.of(item(Kind.LLM, "OpenAI", "gpt", Meter.INPUT_TEXT)));
  }

  private static List<UsageRecord> records(Settled settled) {
    return settled.records().stream().map(SettledRecord::record).toList();
  }

  @Test
  void a_record_carries_what_its_row_and_its_service_say() {
    AcceptedRow row = llm(OPENAI_REALTIME, "p", "");
    UsageRecord record = records(SETTLE.settle(List.of(row))).get(0);
    assertThat(record.usageId()).isEqualTo(row.identity());
    assertThat(record.sessionId()).contains("RM_1");
    assertThat(record.provider()).isEqualTo("openai");
    assertThat(record.account()).isEqualTo("default");
    assertThat(record.usedAt()).isEqualTo(at("12:00:00"));
    assertThat(record.standing()).isEqualTo(Standing.USED);
    assertThat(record.flags()).isEmpty();
  }

  @Test
  void items_of_one_row_are_told_apart_by_their_part() {
    UsageItem item = item(Kind.STT, "deepgram", "nova-3", Meter.AUDIO_SECONDS);
    UsageItem second =
        new UsageItem(
            "1-stt",
            item.kind(),
            item.provider(),
            item.biller(),
            item.route(),
            item.model(),
            item.serviceTier(),
            item.region(),
            item.contextTokens(),
            item.quantities(),
            item.flags());
    AcceptedRow report =
        row(UsageSource.LIVEKIT_SESSION_REPORT, of("", "", ""), at("12:00:00"), List.of(second));
    assertThat(records(SETTLE.settle(List.of(report))))
        .extracting(UsageRecord::usageId)
        .containsExactly(report.identity() + "-1-stt");
  }

  @Test
  void the_smallest_named_project_is_taken_whatever_names_it() {
    Settled settled =
        SETTLE.settle(
            List.of(
                llm(OPENAI_REALTIME, "m", "z"),
                llm(LIVEKIT_AGENT_METRICS, "", "b"),
                row(COST_UPDATE, of("c", "", ""), at("12:00:00"), List.of())));
    assertThat(records(settled))
        .allSatisfy(
            record -> {
              assertThat(record.projectId()).isEqualTo("b");
              assertThat(record.flags()).containsExactly(Flag.SEVERAL_PROJECTS);
            });
  }

  @Test
  void one_project_named_twice_is_no_choice() {
    Settled settled =
        SETTLE.settle(List.of(llm(OPENAI_REALTIME, "p", "p"), llm(OPENAI_REALTIME, "", "p")));
    assertThat(records(settled))
        .allSatisfy(
            record -> {
              assertThat(record.projectId()).isEqualTo("p");
              assertThat(record.flags()).isEmpty();
            });
  }

  @Test
  void text_order_is_by_code_point() {
    Settled settled =
        SETTLE.settle(
            List.of(llm(OPENAI_REALTIME, "\uD83D\uDE00", ""), llm(OPENAI_REALTIME, "\uFF21", "")));
    assertThat(records(settled)).extracting(UsageRecord::projectId).containsOnly("\uFF21");
  }

  @Test
  void a_named_project_goes_before_every_rule() {
    SettleSession settle =
        new SettleSession(
            rules(Rule.of(Optional.empty(), Optional.empty(), Optional.of("*"), "by-rule")));
    assertThat(records(settle.settle(List.of(llm(OPENAI_REALTIME, "p", "")))))
        .extracting(UsageRecord::projectId)
        .containsExactly("p");
  }

  @Test
  void an_account_of_any_record_decides_for_the_whole_session() {
    SettleSession settle =
        new SettleSession(
            rules(Rule.of(Optional.empty(), Optional.empty(), Optional.of("proj_lab"), "lab")));
    AcceptedRow stt =
        row(
            LIVEKIT_AGENT_METRICS,
            of("", "", "other"),
            at("12:00:00"),
            List.of(item(Kind.STT, "deepgram", "nova-3", Meter.AUDIO_SECONDS)));
    assertThat(records(settle.settle(List.of(stt))))
        .extracting("projectId")
        .containsOnly("unassigned");
    assertThat(records(settle.settle(List.of(stt, llm(OPENAI_REALTIME, "", "")))))
        .extracting(UsageRecord::projectId)
        .containsOnly("lab");
  }

  @Test
  void the_metadata_of_the_newest_webhook_that_shows_the_room_counts() {
    SettleSession settle =
        new SettleSession(
            rules(Rule.of(Optional.of("study"), Optional.empty(), Optional.empty(), "{metadata}")));
    List<AcceptedRow> rows =
        List.of(
            Events.room("room_finished", "12:05:00", "r", Map.of("study", "new")),
            Events.room("room_started", "12:00:00", "r", Map.of("study", "old")),
            participant("participant_left", "12:06:00", "PA_1", "12:00:00"));
    assertThat(records(settle.settle(rows)))
        .extracting(UsageRecord::projectId)
        .containsExactly("new");
    List<AcceptedRow> cleared = new ArrayList<>(rows);
    cleared.add(Events.room("track_published", "12:05:01", "r", Map.of()));
    assertThat(records(settle.settle(cleared)))
        .extracting(UsageRecord::projectId)
        .containsExactly("unassigned");
  }

  @Test
  void any_name_of_the_room_can_match() {
    SettleSession settle =
        new SettleSession(
            rules(Rule.of(Optional.empty(), Optional.of("acme-*"), Optional.empty(), "acme")));
    List<AcceptedRow> rows =
        List.of(
            Events.room("room_started", "12:00:00", "acme-1", Map.of()),
            Events.room("room_finished", "12:05:00", "renamed", Map.of()),
            llm(OPENAI_REALTIME, "", ""));
    assertThat(records(settle.settle(rows))).extracting("projectId").containsOnly("acme");
  }

  @Test
  void a_connection_is_a_record_of_livekit_under_its_own_id() {
    AcceptedRow joined = participant("participant_joined", "12:00:00", "PA_1", "12:00:00");
    AcceptedRow finished = roomFinished("12:00:30");
    Settled settled = SETTLE.settle(List.of(joined, finished));
    assertThat(settled.openConnections()).isZero();
    SettledRecord only = settled.records().get(0);
    assertThat(only.row()).isSameAs(finished);
    assertThat(only.record().usageId()).isEqualTo("PA_1");
    assertThat(only.record().usedAt()).isEqualTo(at("12:00:00"));
    assertThat(only.record().route()).isEqualTo("livekit");
    assertThat(only.record().biller()).isEqualTo("livekit");
  }

  @Test
  void usage_that_two_sources_report_is_shadowed_once() {
    Settled settled =
        SETTLE.settle(List.of(llm(LIVEKIT_AGENT_METRICS, "", ""), llm(OPENAI_REALTIME, "", "")));
    assertThat(records(settled))
        .extracting(r -> r.source() + " " + r.standing())
        .containsExactlyInAnyOrder("LIVEKIT_AGENT_METRICS SHADOWED", "OPENAI_REALTIME USED");
  }

  @Test
  void any_order_of_rows_gives_the_same_records() {
    List<AcceptedRow> rows =
        new ArrayList<>(
            List.of(
                llm(LIVEKIT_AGENT_METRICS, "b", ""),
                llm(OPENAI_REALTIME, "", "a"),
                llm(USAGE_RECORD, "c", ""),
                participant("participant_joined", "12:00:00", "PA_1", "12:00:00"),
                participant("participant_joined", "12:00:00", "PA_2", "12:00:00"),
                roomFinished("12:00:30")));
    List<UsageRecord> expected = records(SETTLE.settle(rows));
    Random random = new Random(5);
    for (int i = 0; i < 100; i++) {
      Collections.shuffle(rows, random);
      assertThat(records(SETTLE.settle(rows))).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  private static AcceptedRow alone(String project, String folder, String account) {
    Attribution nobody =
        new Attribution(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Events.maybe(project),
            Events.maybe(folder),
            Events.maybe(account));
    return row(
        USAGE_RECORD,
        nobody,
        at("12:00:00"),
        List.of(item(Kind.LLM, "OpenAI", "gpt", Meter.INPUT_TEXT)));
  }

  @Test
  void usage_without_a_session_has_its_own_project_else_that_of_its_account() {
    SettleSession settle =
        new SettleSession(
            rules(
                Rule.of(Optional.empty(), Optional.of("*"), Optional.empty(), "by-room"),
                Rule.of(Optional.empty(), Optional.empty(), Optional.of("proj_lab"), "lab")));
    assertThat(settle.settleAlone(alone("p", "a", "")).get(0).record().projectId()).isEqualTo("p");
    assertThat(settle.settleAlone(alone("", "a", "")).get(0).record().projectId()).isEqualTo("a");
    assertThat(settle.settleAlone(alone("", "", "")).get(0).record().projectId()).isEqualTo("lab");
    assertThat(settle.settleAlone(alone("", "", "x")).get(0).record().projectId())
        .isEqualTo("unassigned");
  }

  @Test
  void usage_without_a_session_is_never_shadowed() {
    assertThat(SETTLE.settleAlone(alone("", "", "")))
        .extracting(s -> s.record().standing())
        .containsExactly(Standing.USED);
  }
}
