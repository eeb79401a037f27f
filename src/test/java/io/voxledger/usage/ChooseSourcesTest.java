package io.voxledger.usage;

import static io.voxledger.usage.UsageSource.GEMINI_LIVE;
import static io.voxledger.usage.UsageSource.LIVEKIT_AGENT_METRICS;
import static io.voxledger.usage.UsageSource.LIVEKIT_SESSION_REPORT;
import static io.voxledger.usage.UsageSource.OPENAI_REALTIME;
import static io.voxledger.usage.UsageSource.USAGE_RECORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.measure.Kind;
import io.voxledger.measure.Meter;
import io.voxledger.measure.Quantities;
import io.voxledger.usage.UsageRecord.Standing;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChooseSourcesTest {
  private static UsageRecord record(UsageSource source, String model, String job) {
    return record(source, model, job, Meter.INPUT_TEXT);
  }

  private static UsageRecord record(UsageSource source, String model, String job, Meter meter) {
    return new UsageRecord(
        source,
        source.folder() + " " + model + " " + job,
        Optional.of("RM_1"),
        Events.maybe(job),
        "p",
        Optional.empty(),
        Kind.LLM,
        "openai",
        "direct",
        "openai",
        "acc",
        model,
        Optional.empty(),
        Optional.empty(),
        Events.at("12:00:00"),
        OptionalLong.empty(),
        Quantities.of(meter, BigDecimal.ONE),
        Standing.USED,
        Set.of());
  }

  @ParameterizedTest
  @CsvSource({
    "gpt-realtime-2025-08-28, gpt-realtime",
    "GPT-Realtime, gpt-realtime",
    "claude-sonnet-20250929, claude-sonnet",
    "gpt-realtime-2025-8-28, gpt-realtime-2025-8-28",
    "gpt-2025-08-28-preview, gpt-2025-08-28-preview",
    "gpt-4o-mini-realtime-preview-2024-12-17, gpt-4o-mini-realtime-preview",
    "nova-3, nova-3",
    "m-123456789, m-123456789", // nine digits are no date
    "m-2025-08-28-2025-08-28, m-2025-08-28", // only the last
    "2025-08-28, 2025-08-28", // no name would be left
  })
  void a_trailing_date_is_no_part_of_the_model(String model, String undated) {
    assertThat(ChooseSources.undated(model)).isEqualTo(undated);
  }

  @Test
  void the_first_source_of_the_list_is_used() {
    List<UsageSource> precedence =
        List.of(
            OPENAI_REALTIME,
            GEMINI_LIVE,
            LIVEKIT_AGENT_METRICS,
            USAGE_RECORD,
            LIVEKIT_SESSION_REPORT);
    for (int first = 0; first < precedence.size(); first++) {
      List<UsageRecord> records = new ArrayList<>();
      precedence
          .subList(first, precedence.size())
          .forEach(source -> records.add(record(source, "gpt", "")));
      assertThat(ChooseSources.shadowed(records))
          .containsExactlyInAnyOrderElementsOf(records.subList(1, records.size()));
    }
  }

  @Test
  void provider_events_and_metrics_of_one_model_are_one_group_and_other_models_another() {
    UsageRecord event = record(OPENAI_REALTIME, "gpt-realtime-2025-08-28", "");
    UsageRecord metric = record(LIVEKIT_AGENT_METRICS, "gpt-realtime", "AJ_1");
    UsageRecord other = record(LIVEKIT_AGENT_METRICS, "gpt-5.4", "AJ_1");
    assertThat(ChooseSources.shadowed(List.of(event, metric, other))).containsExactly(metric);
  }

  @Test
  void a_source_of_unknown_modality_gives_way() {
    UsageRecord unknown = record(LIVEKIT_AGENT_METRICS, "m", "", Meter.INPUT);
    UsageRecord known = record(LIVEKIT_SESSION_REPORT, "m", "");
    assertThat(ChooseSources.shadowed(List.of(unknown, known))).containsExactly(unknown);
  }

  @Test
  void one_record_of_known_modality_is_enough_for_a_source() {
    UsageRecord unknown = record(LIVEKIT_AGENT_METRICS, "m", "", Meter.INPUT);
    UsageRecord known = record(LIVEKIT_AGENT_METRICS, "m", "AJ_1");
    UsageRecord report = record(LIVEKIT_SESSION_REPORT, "m", "");
    assertThat(ChooseSources.shadowed(List.of(unknown, known, report))).containsExactly(report);
  }

  @Test
  void when_no_modality_is_known_the_first_source_is_used() {
    UsageRecord metric = record(LIVEKIT_AGENT_METRICS, "m", "", Meter.INPUT);
    UsageRecord report = record(LIVEKIT_SESSION_REPORT, "m", "", Meter.OUTPUT);
    assertThat(ChooseSources.shadowed(List.of(report, metric))).containsExactly(report);
  }

  @Test
  void jobs_are_compared_apart_where_every_record_has_one() {
    UsageRecord metric = record(LIVEKIT_AGENT_METRICS, "m", "AJ_1");
    UsageRecord report1 = record(LIVEKIT_SESSION_REPORT, "m", "AJ_1");
    UsageRecord report2 = record(LIVEKIT_SESSION_REPORT, "m", "AJ_2");
    assertThat(ChooseSources.shadowed(List.of(metric, report1, report2))).containsExactly(report1);
  }

  @Test
  void one_record_without_a_job_makes_all_jobs_one_group() {
    UsageRecord event = record(OPENAI_REALTIME, "m", "");
    UsageRecord report1 = record(LIVEKIT_SESSION_REPORT, "m", "AJ_1");
    UsageRecord report2 = record(LIVEKIT_SESSION_REPORT, "m", "AJ_2");
    assertThat(ChooseSources.shadowed(List.of(event, report1, report2)))
        .containsExactlyInAnyOrder(report1, report2);
  }

  @Test
  void equal_records_of_the_used_source_all_count() {
    UsageRecord a = record(OPENAI_REALTIME, "m", "");
    UsageRecord b = record(OPENAI_REALTIME, "m", "");
    assertThat(ChooseSources.shadowed(List.of(a, b))).isEmpty();
  }

  @Test
  void the_choice_does_not_depend_on_the_order() {
    List<UsageRecord> records = new ArrayList<>();
    for (UsageSource source : List.of(OPENAI_REALTIME, LIVEKIT_AGENT_METRICS, USAGE_RECORD)) {
      for (String job : List.of("", "AJ_1", "AJ_2")) {
        records.add(record(source, "a", job, Meter.OUTPUT));
        records.add(record(source, "b-2026-01-01", job));
        if (!job.isEmpty()) {
          records.add(record(source, "c", job));
        }
      }
    }
    Set<UsageRecord> expected = ChooseSources.shadowed(records);
    assertThat(expected).isNotEmpty();
    Random random = new Random(3);
    for (int i = 0; i < 200; i++) {
      Collections.shuffle(records, random);
      assertThat(ChooseSources.shadowed(records)).containsExactlyInAnyOrderElementsOf(expected);
    }
  }
}
