package io.voxledger.sources.usage;

import static io.voxledger.sources.usage.Rows.accepted;
import static io.voxledger.sources.usage.Rows.envelope;
import static io.voxledger.sources.usage.Rows.read;
import static io.voxledger.sources.usage.Rows.told;
import static io.voxledger.usage.UsageSource.COST_UPDATE;
import static io.voxledger.usage.UsageSource.LIVEKIT_ANALYTICS;
import static io.voxledger.usage.UsageSource.USAGE_RECORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.sources.FolderDefaults;
import io.voxledger.usage.AcceptedRow;
import io.voxledger.usage.RowOutcome;
import io.voxledger.usage.SessionFact;
import io.voxledger.usage.UsageItem;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtherReadersTest {
  private static final String RECORD =
      "{'usage_id':'u','used_at':'2026-09-03T00:00:00Z','provider':'p','kind':'llm','model':'m','quantities':{%s}}";

  @ParameterizedTest(name = "{0} gives {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'input_text':1000003,'cache_read_text':'7','output_text':11"
            + "|input_text=1000003 cache_read_text=7 output_text=11",
        "'input_text':0.1234565,'output_text':'1.0000005'|input_text=0.123456 output_text=1",
        "'input_text':5,'input_text':6|input_text=6",
        "'input_text':1000000000000000.0|number_out_of_range",
        "'input_text':-0.1|negative_quantity",
        "'input_text':false|not_a_number",
        "'input_texts':1|unknown_meter",
        "'input':1|unknown_meter",
        "'input_text':0,'output_text':null|ignored no_usage",
        "``|ignored no_usage",
      })
  void quantitiesOfAUsageRecord(String quantities, String expected) {
    String row = RECORD.formatted(quantities == null ? "" : quantities).replace('\'', '"');
    assertThat(told(read(USAGE_RECORD, row))).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} changed to {1} gives {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'usage_id':'u',|``|missing_field",
        "'used_at':'2026-09-03T00:00:00Z',|``|missing_field",
        "'2026-09-03T00:00:00Z'|'yesterday'|bad_timestamp",
        "'2026-09-03T00:00:00Z'|1756857600000|input_text=1",
        "'provider':'p',|``|missing_field",
        "'kind':'llm',|``|missing_field",
        "'llm'|'oracle'|unknown_type",
        "'model':'m',|``|missing_field",
        "'quantities'|'amounts'|missing_field",
        "'model'|'context_tokens':272001,'model'|input_text=1 @272001",
        "'model'|'context_tokens':'1e99','model'|number_out_of_range",
        "'model'|'context_tokens':-1,'model'|negative_quantity",
      })
  void fieldsOfAUsageRecord(String part, String other, String expected) {
    String row =
        RECORD
            .formatted("'input_text':1")
            .replace(part, other == null ? "" : other)
            .replace('\'', '"');
    assertThat(told(read(USAGE_RECORD, row))).isEqualTo(expected);
  }

  @Test
  void aUsageRecordKeepsWhatItWasGiven() {
    String row =
        RECORD
            .formatted("'input_text':1")
            .replace(
                "'model'",
                "'biller':'Groq','route':'direct','service_tier':'flex','region':'eu','model'")
            .replace('\'', '"');
    UsageItem item = Rows.item(USAGE_RECORD, row);
    assertThat(item.biller()).contains("Groq");
    assertThat(item.route()).contains("direct");
    assertThat(item.serviceTier()).contains("flex");
    assertThat(item.region()).contains("eu");
    assertThat(item.contextTokens()).isEmpty();
    assertThat(accepted(USAGE_RECORD, row).identity()).isEqualTo("u");
    assertThat(accepted(USAGE_RECORD, row).attribution().sessionId()).isEmpty();
  }

  @Test
  void foldersGiveDefaults() {
    FolderDefaults folders =
        FolderDefaults.of(Optional.of("acme"), Optional.of("proj_1"), Optional.empty());
    String row = RECORD.formatted("'input_text':1").replace('\'', '"');
    AcceptedRow plain = ((RowOutcome.Accepted) read(USAGE_RECORD, row, folders)).row();
    assertThat(plain.attribution().folderProject()).contains("acme");
    assertThat(plain.attribution().projectId()).isEmpty();
    assertThat(plain.attribution().account()).contains("proj_1");
    String own = row.replace("\"model\"", "\"account\":\"a\",\"project_id\":\"p\",\"model\"");
    AcceptedRow named = ((RowOutcome.Accepted) read(USAGE_RECORD, own, folders)).row();
    assertThat(named.attribution().account()).contains("a");
    assertThat(named.attribution().projectId()).contains("p");
    assertThat(named.attribution().folderProject()).contains("acme");
  }

  @Test
  void aCostUpdateIsKnownByJobAndElapsedTime() {
    String event =
        "{\"type\":\"cost_update\",\"total_usd\":\"0.0123456789012\",\"elapsed_sec\":1869.60}";
    AcceptedRow row = accepted(COST_UPDATE, envelope("\"job_id\":\"AJ\",", event));
    assertThat(row.identity()).isEqualTo("RM_1|AJ|1869.6");
    assertThat(row.fact())
        .contains(
            new SessionFact.CostUpdate(
                new BigDecimal("0.012345678901"),
                new BigDecimal("1869.600000"),
                Instant.parse("2026-09-01T10:00:00.5Z")));
    assertThat(
            accepted(COST_UPDATE, envelope("{\"type\":\"cost_update\",\"elapsed_sec\":100}"))
                .identity())
        .isEqualTo("RM_1||100");
  }

  @ParameterizedTest(name = "{0} gives {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'cost_update','total_usd':-1}|negative_quantity",
        "{'type':'cost_update','total_usd':'NaN'}|number_out_of_range",
        "{'type':'cost_update','total_usd':'1e16'}|number_out_of_range",
        "{'type':'cost_update','elapsed_sec':'x'}|not_a_number",
        "{'type':'ping'}|ignored not_billable",
      })
  void costUpdatesThatAreNotKept(String event, String expected) {
    assertThat(told(read(COST_UPDATE, envelope(event.replace('\'', '"'))))).isEqualTo(expected);
  }

  @Test
  void theAnalyticsSampleHasTwoConnections() {
    AcceptedRow row = accepted(LIVEKIT_ANALYTICS, Rows.sample("analytics_api.session_detail.json"));
    assertThat(row.identity()).isEqualTo("RM_hJ3kL9pQ2xYz");
    assertThat(row.rank().usedAt()).isEqualTo(Instant.parse("2026-09-21T13:20:00Z"));
    SessionFact.Analytics fact = (SessionFact.Analytics) row.fact().orElseThrow();
    assertThat(fact.ended()).isTrue();
    assertThat(fact.endTime()).contains(Instant.parse("2026-09-21T13:25:22Z"));
    assertThat(fact.bandwidthBytes()).isEqualByComparingTo("4718592");
    assertThat(fact.participants())
        .containsExactly(
            new SessionFact.AnalyticsParticipant(
                "sip",
                Optional.of(Instant.parse("2026-09-21T13:20:01Z")),
                Optional.of(Instant.parse("2026-09-21T13:25:01Z"))),
            new SessionFact.AnalyticsParticipant(
                "agent",
                Optional.of(Instant.parse("2026-09-21T13:20:02Z")),
                Optional.of(Instant.parse("2026-09-21T13:25:02Z"))));
    assertThat(row.toString()).doesNotContain("5105550100");
  }

  @ParameterizedTest(name = "{0} gives {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'startTime':'2026-09-21T13:20:00Z'}|missing_field",
        "{'roomId':'RM'}|missing_field",
        "{'roomId':'RM','startTime':'x'}|bad_timestamp",
        "{'roomId':'RM','startTime':5,'bandwidth':'many'}|not_a_number",
        "{'roomId':'RM','startTime':5,'participants':[7]}|not_an_object",
      })
  void badAnalytics(String detail, String expected) {
    assertThat(told(read(LIVEKIT_ANALYTICS, detail.replace('\'', '"')))).isEqualTo(expected);
  }

  @Test
  void anActiveSessionHasNoEndYet() {
    String detail =
        "{'room_id':'RM','start_time':5,'status':'1','participants':[{'participantIdentity':'jo',"
            + "'joinedAt':6,'leftAt':'0001-01-01T00:00:00Z'}]}";
    SessionFact.Analytics fact =
        (SessionFact.Analytics)
            accepted(LIVEKIT_ANALYTICS, detail.replace('\'', '"')).fact().orElseThrow();
    assertThat(fact.ended()).isFalse();
    assertThat(fact.participants())
        .containsExactly(
            new SessionFact.AnalyticsParticipant(
                "webrtc", Optional.of(Instant.ofEpochSecond(6)), Optional.empty()));
  }

  @Test
  void anEndedPullGoesBeforeANewerActiveOne() {
    Optional<Instant> early = Optional.of(Instant.parse("2026-09-21T00:00:00Z"));
    Optional<Instant> late = Optional.of(Instant.parse("2026-09-22T00:00:00Z"));
    assertThat(
            new long[] {
              AnalyticsReader.recency(false, Optional.empty()),
              AnalyticsReader.recency(false, early),
              AnalyticsReader.recency(false, late),
              AnalyticsReader.recency(true, Optional.empty()),
              AnalyticsReader.recency(true, early),
              AnalyticsReader.recency(true, late)
            })
        .isSorted();
  }
}
