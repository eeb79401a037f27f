package io.voxledger.sources.usage;

import static io.voxledger.sources.usage.Rows.accepted;
import static io.voxledger.sources.usage.Rows.read;
import static io.voxledger.sources.usage.Rows.told;
import static io.voxledger.usage.UsageSource.LIVEKIT_SESSION_REPORT;
import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.usage.AcceptedRow;
import io.voxledger.usage.SessionFact;
import io.voxledger.usage.UsageItem;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionReportReaderTest {
  private static final String TOKENS =
      "input_text=160 cache_read_text=1152 output_text=38; "
          + "input_text=81 input_audio=126 cache_read_text=1088 cache_read_audio=576"
          + " output_text=48 output_audio=165; ";
  private static final String SPEECH = "characters=131 audio_seconds=7.84; audio_seconds=5.05";

  private static String report(String usage, String events) {
    return ("{'job_id':'AJ','room_id':'RM','timestamp':1789997102.3,'usage':"
            + usage
            + ",'events':"
            + events
            + "}")
        .replace('\'', '"');
  }

  private static String snapshot(String items) {
    return "{'type':'session_usage_updated','usage':{'model_usage':[" + items + "]}}";
  }

  @ParameterizedTest
  @ValueSource(strings = {"session_report.python-1.8.9.json", "session_report.python-1.7.0.json"})
  void bothPythonVersionsTellTheSame(String sample) {
    String json = Rows.sample(sample);
    assertThat(told(read(LIVEKIT_SESSION_REPORT, json)))
        .isEqualTo(TOKENS + "session_seconds=298.7; " + SPEECH);
    AcceptedRow row = accepted(LIVEKIT_SESSION_REPORT, json);
    assertThat(row.identity()).isEqualTo("AJ_3LgSUZj5do5v");
    assertThat(row.attribution().sessionId()).contains("RM_hJ3kL9pQ2xYz");
    assertThat(row.attribution().room()).contains("support-4711");
    assertThat(row.rank().usedAt()).isEqualTo(Instant.parse("2026-09-21T13:25:02.300Z"));
    assertThat(row.rank().recency()).isEqualTo(1_789_997_102_300_000L);
    assertThat(row.items().stream().map(UsageItem::part))
        .containsExactly("0-llm", "1-llm", "2-llm", "3-tts", "4-stt");
    assertThat(row.toString()).doesNotContain("what time do you open");
  }

  @Test
  void javaScriptTellsItInMilliseconds() {
    String json = Rows.sample("session_report.agents-js-1.9.0.json");
    assertThat(told(read(LIVEKIT_SESSION_REPORT, json))).isEqualTo(TOKENS + SPEECH);
    assertThat(accepted(LIVEKIT_SESSION_REPORT, json).rank().usedAt())
        .isEqualTo(Instant.parse("2026-09-21T13:25:02.300Z"));
  }

  @Test
  void theNewerSdkNamesTheAgent() {
    assertThat(
            accepted(LIVEKIT_SESSION_REPORT, Rows.sample("session_report.python-1.8.9.json"))
                .fact())
        .contains(
            new SessionFact.Report(
                Instant.parse("2026-09-21T13:25:02.300Z"), Optional.of("support-agent")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "[{'type':'eot_usage','total_requests':3}]"})
  void aReportWithoutUsageStillEndsItsSession(String usage) {
    AcceptedRow row = accepted(LIVEKIT_SESSION_REPORT, report(usage, "[]"));
    assertThat(row.items()).isEmpty();
    assertThat(row.fact()).isPresent();
  }

  @ParameterizedTest(name = "{0} gives {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'llm_usage','model':'gpt-realtime','input_tokens':5,'output_tokens':2}|input=5 output=2",
        "{'type':'llm_usage','model':'x/Gemini_Live.2','input_tokens':5,'input_cached_tokens':2}"
            + "|input=3 cache_read=2",
        "{'type':'llm_usage','model':'live/olive-2','input_tokens':5}|input_text=5",
        "{'type':'llm_usage','model':'gpt-realtime','session_duration':5}|session_seconds=5",
        "{'type':'llm_usage','input_tokens':10,'input_cached_tokens':3,'input_cache_creation_tokens':2}"
            + "|input_text=5 cache_read_text=3 cache_write=2",
        "{'type':'llm_usage','input_tokens':4,'input_cached_tokens':3,'input_cache_creation_tokens':2}"
            + "|cached_exceeds_input",
        // 6 cached: 4 text, 2 audio
        "{'type':'llm_usage','input_tokens':9,'input_text_tokens':4,'input_audio_tokens':5,'input_cached_tokens':6,"
            + "'output_tokens':1,'output_text_tokens':1}"
            + "|input_audio=3 cache_read_text=4 cache_read_audio=2 output_text=1 [cached_split_assumed]",
        "{'type':'llm_usage','input_tokens':9,'input_text_tokens':4}|input_text=9 [remainder_as_text]",
        "{'type':'llm_usage','input_tokens':9,'input_text_tokens':9,'output_tokens':3}|output=3 input_text=9",
        "{'type':'stt_usage','input_tokens':9,'output_tokens':2}|input_audio=9 output_text=2 [modality_assumed]",
        "{'type':'tts_usage','input_tokens':9,'output_tokens':2}|input_text=9 output_audio=2",
        "{'characters_count':3,'audio_duration':2}|characters=3 audio_seconds=2 [type_inferred]",
        "{'input_tokens':3,'audio_duration':2}|input_text=3 [type_inferred]",
        "{'session_duration':3}|session_seconds=3 [type_inferred]",
        "{'audio_duration':2,'input_tokens':0}|audio_seconds=2 [type_inferred]",
        "{'provider':'livekit','model':'adaptive','total_requests':3}|``",
        "{'provider':'x','model':'y'}|``",
        "{'provider':'x','model':'y','avatar_minutes':2}|unknown_type",
        "{'type':'avatar_usage','minutes':2}|unknown_type",
        "{'type':'llm_usage','input_tokens':-1}|negative_quantity",
        "{'characters_count':'x'}|not_a_number",
        "7|not_an_object",
      })
  void usageOfAnItem(String item, String expected) {
    assertThat(told(read(LIVEKIT_SESSION_REPORT, report("[" + item + "]", "[]"))))
        .isEqualTo(expected);
  }

  @Test
  void anItemTakesItsTypeFromTheLastSnapshotAndNeverTheQuantities() {
    String item = "{'provider':'p','model':'m','audio_duration':5}";
    String early = snapshot("{'type':'stt_usage','provider':'p','model':'m','audio_duration':1}");
    String last = snapshot("{'type':'tts_usage','provider':'p','model':'m','audio_duration':99}");
    String other = "{'type':'agent_state_changed'}";
    assertThat(
            told(
                read(
                    LIVEKIT_SESSION_REPORT,
                    report("[" + item + "]", "[" + early + "," + last + "," + other + "]"))))
        .isEqualTo("audio_seconds=5");
    assertThat(
            accepted(
                    LIVEKIT_SESSION_REPORT,
                    report("[" + item + "]", "[" + early + "," + last + "]"))
                .items()
                .get(0)
                .part())
        .isEqualTo("0-tts");
  }

  @Test
  void aSnapshotOfSeveralTypesTellsNothing() {
    String item = "{'provider':'p','model':'m','audio_duration':5}";
    String mixed =
        snapshot(
            "{'type':'stt_usage','provider':'p','model':'m'},{'type':'tts_usage','provider':'p','model':'m'}");
    String twice =
        snapshot(
            "{'type':'tts_usage','provider':'p','model':'m'},{'type':'tts_usage','provider':'p','model':'m'}");
    assertThat(told(read(LIVEKIT_SESSION_REPORT, report("[" + item + "]", "[" + mixed + "]"))))
        .isEqualTo("audio_seconds=5 [type_inferred]");
    assertThat(told(read(LIVEKIT_SESSION_REPORT, report("[" + item + "]", "[" + twice + "]"))))
        .isEqualTo("audio_seconds=5");
  }

  @Test
  void oneBadItemQuarantinesTheReport() {
    String usage = "[{'type':'llm_usage','input_tokens':5},{'type':'llm_usage','input_tokens':-5}]";
    assertThat(told(read(LIVEKIT_SESSION_REPORT, report(usage, "[]"))))
        .isEqualTo("negative_quantity");
  }

  @ParameterizedTest(name = "{0} gives {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'room_id':'RM','timestamp':1}|missing_field",
        "{'job_id':'AJ','timestamp':1}|missing_field",
        "{'job_id':'AJ','room_id':'RM'}|missing_field",
        "{'job_id':'AJ','room_id':'RM','timestamp':'x'}|bad_timestamp",
        "{'job_id':'AJ','room_id':'RM','timestamp':1,'usage':{}}|not_an_object",
        "{'job_id':'AJ','room_id':'RM','timestamp':1}|``",
      })
  void requiredFields(String report, String expected) {
    assertThat(told(read(LIVEKIT_SESSION_REPORT, report.replace('\'', '"')))).isEqualTo(expected);
  }
}
