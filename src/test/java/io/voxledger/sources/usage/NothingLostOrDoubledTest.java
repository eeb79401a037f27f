package io.voxledger.sources.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.measure.Meter;
import io.voxledger.usage.AcceptedRow;
import io.voxledger.usage.ProjectRules;
import io.voxledger.usage.ProviderAliases;
import io.voxledger.usage.ResolveVersions;
import io.voxledger.usage.SettleRules;
import io.voxledger.usage.SettleSession;
import io.voxledger.usage.SettledRecord;
import io.voxledger.usage.UsageRecord.Standing;
import io.voxledger.usage.UsageSource;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** From raw rows of one session to what counts: nothing real is lost, nothing is counted twice. */
class NothingLostOrDoubledTest {
  private static final SettleSession SETTLE =
      new SettleSession(
          new SettleRules(
              ProviderAliases.BUILT_IN, Map.of(), Set.of(), Map.of(), new ProjectRules(List.of())));

  /** Input text tokens that count, of all rows together. */
  private static BigDecimal inputText(UsageSource source, String... rows) {
    List<AcceptedRow> winners =
        Stream.of(rows)
            .map(row -> Rows.accepted(source, row))
            .collect(Collectors.groupingBy(AcceptedRow::identity))
            .values()
            .stream()
            .map(versions -> new ResolveVersions(origin -> Optional.empty()).resolve(versions))
            .map(ResolveVersions.Resolution::winner)
            .toList();
    return SETTLE.settle(winners).records().stream()
        .map(SettledRecord::record)
        .filter(record -> record.standing() == Standing.USED)
        .map(record -> record.quantities().get(Meter.INPUT_TEXT))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static String metrics(String observedAt, String requestId, String timestamp) {
    return """
        {"session_id":"RM_1","job_id":"AJ_1","observed_at":"%s","event":{"type":"llm_metrics",
        "request_id":"%s","timestamp":%s,"prompt_tokens":10,"completion_tokens":1,
        "metadata":{"model_name":"gemini-2.5-flash","model_provider":"Gemini"}}}"""
        .formatted(observedAt, requestId, timestamp);
  }

  @Test
  void twoUsageMessagesOfOneTurnWithOneRequestIdBothCount() {
    assertThat(
            inputText(
                UsageSource.LIVEKIT_AGENT_METRICS,
                metrics("2026-09-01T12:00:01Z", "gemini-turn-1", "1788264000.5"),
                metrics("2026-09-01T12:00:01Z", "gemini-turn-1", "1788264000.9")))
        .isEqualByComparingTo("20"); // 10 + 10
  }

  @Test
  void theSameEventEmittedTwiceCountsOnceAlsoWhenItWasObservedLater() {
    assertThat(
            inputText(
                UsageSource.LIVEKIT_AGENT_METRICS,
                metrics("2026-09-01T12:00:01Z", "r1", "1788264000.5"),
                metrics("2026-09-01T12:00:01Z", "r1", "1788264000.5"),
                metrics("2026-09-01T12:00:02Z", "r1", "1788264000.5")))
        .isEqualByComparingTo("10");
  }

  @Test
  void twoJobsInOneRoomKeepBothUsages() {
    String report =
        """
        {"job_id":"%s","room_id":"RM_1","timestamp":1788264000.0,
        "usage":[{"type":"llm_usage","provider":"OpenAI","model":"gpt-4.1","input_tokens":10}]}""";
    assertThat(
            inputText(
                UsageSource.LIVEKIT_SESSION_REPORT,
                report.formatted("AJ_1"),
                report.formatted("AJ_2")))
        .isEqualByComparingTo("20"); // 10 + 10
  }
}
