package io.voxledger.sources.usage;

import static io.voxledger.sources.usage.Rows.envelope;
import static io.voxledger.sources.usage.Rows.read;
import static io.voxledger.sources.usage.Rows.told;
import static io.voxledger.usage.UsageSource.LIVEKIT_AGENT_METRICS;
import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.usage.AcceptedRow;
import io.voxledger.usage.UsageItem;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentMetricsReaderTest {
  @Test
  void pythonSampleEventsAreMetered() {
    assertThat(
            Rows.sampleLines("metrics_events.python-1.8.9.jsonl").stream()
                .map(event -> told(read(LIVEKIT_AGENT_METRICS, envelope(event)))))
        .containsExactly(
            "ignored no_usage", // a new connection reports zeros
            "audio_seconds=5.05",
            "ignored not_billable",
            "input_text=160 cache_read_text=1152 output_text=38 @1312", // 1312 − 1152
            "characters=131 audio_seconds=7.84",
            "ignored not_billable",
            "ignored no_usage", // interrupted before the usage came
            // 1169 − 1088 = 81, 702 − 576 = 126
            "input_text=81 input_audio=126 cache_read_text=1088 cache_read_audio=576"
                + " output_text=48 output_audio=165 @1871",
            "session_seconds=298.7 @0",
            "ignored not_billable",
            "ignored not_billable",
            "ignored not_billable");
  }

  @Test
  void javaScriptSampleEventsAreMeteredAlike() {
    assertThat(
            Rows.sampleLines("metrics_events.agents-js-1.9.0.jsonl").stream()
                .map(event -> told(read(LIVEKIT_AGENT_METRICS, envelope(event)))))
        .containsExactly(
            "input_text=160 cache_read_text=1152 output_text=38 @1312",
            "audio_seconds=5.05",
            "characters=131 audio_seconds=7.84",
            "input_text=81 input_audio=126 cache_read_text=1088 cache_read_audio=576"
                + " output_text=48 output_audio=165 @1871");
  }

  @ParameterizedTest(name = "{0} gives {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // 100 − 60 − 30 = 10; reasoning is inside the completion
        "{'type':'llm_metrics','prompt_tokens':100,'prompt_cached_tokens':60,'cache_creation_tokens':30,"
            + "'completion_tokens':7,'reasoning_tokens':5,'total_tokens':200}"
            + "|input_text=10 cache_read_text=60 cache_write=30 output_text=7 @100",
        "{'type':'llm_metrics','promptTokens':100,'cacheCreationTokens':30}|input_text=70 cache_write=30 @100",
        "{'type':'llm_metrics','prompt_tokens':100,'prompt_cached_tokens':80,'cache_creation_tokens':30}"
            + "|cached_exceeds_input",
        // 200 − 100 − 7 = 93 thinking
        "{'type':'llm_metrics','prompt_tokens':100,'completion_tokens':7,'total_tokens':200,"
            + "'metadata':{'model_name':'g','model_provider':'Gemini'}}"
            + "|input_text=100 output_text=100 [thinking_added] @100",
        "{'type':'llm_metrics','prompt_tokens':100,'completion_tokens':7,'total_tokens':200,"
            + "'metadata':{'model_name':'google/gemini-3','model_provider':'livekit'}}"
            + "|input_text=100 output_text=100 [thinking_added] @100",
        "{'type':'llm_metrics','promptTokens':100,'completionTokens':7,'totalTokens':200,"
            + "'metadata':{'modelName':'g','modelProvider':'VERTEX ai'}}"
            + "|input_text=100 output_text=100 [thinking_added] @100",
        "{'type':'llm_metrics','prompt_tokens':100,'completion_tokens':7,'total_tokens':0,"
            + "'metadata':{'model_provider':'Google Cloud Platform'}}|input_text=100 output_text=7 @100",
        "{'type':'llm_metrics','prompt_tokens':100,'completion_tokens':7,"
            + "'metadata':{'model_provider':'google'}}|input_text=100 output_text=7 @100",
        "{'type':'decision_metrics','input_tokens':5,'output_tokens':null}|input_text=5 @5",
        "{'type':'realtime_model_metrics','session_duration':2.5,'input_tokens':3,'input_token_details':"
            + "{'audio_tokens':3,'cached_tokens':0,'cached_tokens_details':null}}"
            + "|input_audio=3 session_seconds=2.5 @3",
        "{'type':'realtime_model_metrics','sessionDurationMs':2501}|session_seconds=2.501 @0",
        "{'type':'realtime_model_metrics','input_tokens':3}|input=3 @3",
        "{'type':'stt_metrics','audio_duration':5.05,'input_tokens':9,'input_audio_tokens':4,'output_tokens':2}"
            + "|input_text=5 input_audio=4 output_text=2 audio_seconds=5.05",
        "{'type':'stt_metrics','input_tokens':9,'input_audio_tokens':0}|input_audio=9 [modality_assumed]",
        "{'type':'stt_metrics','input_audio_tokens':4}|input_audio=4",
        "{'type':'stt_metrics','input_tokens':3,'input_audio_tokens':4}|details_exceed_total",
        "{'type':'stt_metrics','audioDurationMs':0.0005}|ignored no_usage",
        "{'type':'stt_metrics','audioDurationMs':-1}|negative_quantity",
        "{'type':'stt_metrics','audioDurationMs':'1e300'}|number_out_of_range",
        "{'type':'tts_metrics','charactersCount':3,'inputTokens':4,'outputTokens':5}"
            + "|input_text=4 output_audio=5 characters=3",
        "{'type':'tts_metrics','characters_count':3,'ttfb':-1}|characters=3",
        "{'type':'vad_metrics'}|ignored not_billable",
        "{'type':'avatar_metrics'}|ignored not_billable",
        "{'type':'hologram_metrics','beams':3}|unknown_type",
        "{'beams':3}|unknown_type",
        "{'type':'tts_metrics','metadata':'x'}|not_an_object",
      })
  void usageOfAnEvent(String event, String expected) {
    assertThat(told(read(LIVEKIT_AGENT_METRICS, envelope(event.replace('\'', '"')))))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} and {1} give {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1788242980.974|\"2026-09-02T00:00:00Z\"|2026-09-01T06:09:40.974Z",
        "1788242980974|\"2026-09-02T00:00:00Z\"|2026-09-01T06:09:40.974Z",
        "1788242980.9739999|null|2026-09-01T06:09:40.973999Z", // finer than microseconds is cut
        "8123.4|\"2026-09-02T00:00:00\"|2026-09-02T00:00:00Z", // a clock that starts with the
        // machine
        "-3|\"2026-09-02T02:00:00+02:00\"|2026-09-02T00:00:00Z",
        "null|\"2026-09-02\"|2026-09-02T00:00:00Z",
        "1420070399|null|no_timestamp", // a second before 2015
        "1420070400|null|2015-01-01T00:00:00Z",
        "null|null|no_timestamp",
        "null|\"yesterday\"|bad_timestamp",
        "\"yesterday\"|\"2026-09-02T00:00:00Z\"|bad_timestamp",
        "NaN|\"2026-09-02T00:00:00Z\"|bad_timestamp",
      })
  void timeOfUse(String timestamp, String observedAt, String expected) {
    String row =
        "{\"session_id\":\"RM_1\",\"observed_at\":%s,\"event\":{\"type\":\"tts_metrics\",\"characters_count\":1,\"timestamp\":%s}}"
            .formatted(observedAt, timestamp);
    String got =
        expected.startsWith("2")
            ? Rows.accepted(LIVEKIT_AGENT_METRICS, row).rank().usedAt().toString()
            : told(read(LIVEKIT_AGENT_METRICS, row));
    assertThat(got).isEqualTo(expected);
  }

  @Test
  void equalEventsAreKnownAlikeWhateverTheirLayout() {
    String event = "{\"type\":\"llm_metrics\",\"request_id\":\"r\",\"prompt_tokens\":3}";
    String other = "{ \"prompt_tokens\" : 3, \"request_id\":\"\\u0072\", \"type\":\"llm_metrics\"}";
    String third = event.replace("3}", "3.0}");
    List<String> identities =
        List.of(event, other, third).stream()
            .map(e -> Rows.accepted(LIVEKIT_AGENT_METRICS, envelope(e)).identity())
            .toList();
    assertThat(identities.get(0)).isEqualTo(identities.get(1)).matches("RM_1\\|[0-9a-f]{32}");
    assertThat(identities.get(2)).as("numbers stay as written").isNotEqualTo(identities.get(0));
  }

  @Test
  void oneRequestIdOnTwoEventsIsTwoRows() {
    String event = "{\"type\":\"stt_metrics\",\"request_id\":\"same\",\"audio_duration\":%s}";
    assertThat(Rows.accepted(LIVEKIT_AGENT_METRICS, envelope(event.formatted("5"))).identity())
        .isNotEqualTo(
            Rows.accepted(LIVEKIT_AGENT_METRICS, envelope(event.formatted("6"))).identity());
  }

  @Test
  void tiesOfOneEventAreToldByWhatIsAroundIt() {
    String event = "{\"type\":\"stt_metrics\",\"audio_duration\":5}";
    AcceptedRow plain = Rows.accepted(LIVEKIT_AGENT_METRICS, envelope(event));
    AcceptedRow more = Rows.accepted(LIVEKIT_AGENT_METRICS, envelope("\"room\":\"a\",", event));
    assertThat(plain.rank().tieText())
        .contains(
            "{\"event\":0,\"model\":\"m\",\"observed_at\":\"2026-09-01T10:00:00.5Z\",\"session_id\":\"RM_1\"}");
    assertThat(more.rank().tieText()).isNotEqualTo(plain.rank().tieText());
    assertThat(more.rank().digest()).isNotEqualTo(plain.rank().digest());
  }

  @Test
  void namesComeFromTheEventThenTheEnvelope() {
    String event = "{\"type\":\"stt_metrics\",\"audio_duration\":5,\"metadata\":%s}";
    String more = "\"provider\":\"Deepgram\",\"service_tier\":\"flex\",\"region\":\"eu\",";
    UsageItem own =
        Rows.item(
            LIVEKIT_AGENT_METRICS,
            envelope(more, event.formatted("{\"model_name\":\"nova-3\",\"model_provider\":null}")));
    assertThat(own.model()).isEqualTo("nova-3");
    assertThat(own.provider()).isEqualTo("Deepgram");
    assertThat(own.serviceTier()).contains("flex");
    assertThat(own.region()).contains("eu");
    UsageItem none = Rows.item(LIVEKIT_AGENT_METRICS, envelope(event.formatted("null")));
    assertThat(none.model()).isEqualTo("m");
    assertThat(none.provider()).isEmpty();
  }

  @Test
  void preemptiveRequestsOfOneTurnBothCount() {
    // two completed requests share speech_id, and both are billed
    String event =
        "{\"type\":\"llm_metrics\",\"request_id\":\"%s\",\"speech_id\":\"s\",\"prompt_tokens\":3,\"timestamp\":1788242980}";
    AcceptedRow one = Rows.accepted(LIVEKIT_AGENT_METRICS, envelope(event.formatted("a")));
    AcceptedRow two = Rows.accepted(LIVEKIT_AGENT_METRICS, envelope(event.formatted("b")));
    assertThat(one.identity()).isNotEqualTo(two.identity());
    assertThat(one.rank().usedAt()).isEqualTo(Instant.ofEpochSecond(1788242980));
  }
}
