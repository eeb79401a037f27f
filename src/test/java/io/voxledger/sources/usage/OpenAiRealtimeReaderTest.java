package io.voxledger.sources.usage;

import static io.voxledger.sources.usage.Rows.envelope;
import static io.voxledger.sources.usage.Rows.read;
import static io.voxledger.sources.usage.Rows.told;
import static io.voxledger.usage.UsageSource.OPENAI_REALTIME;
import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.measure.Kind;
import io.voxledger.usage.AcceptedRow;
import io.voxledger.usage.RowRank;
import io.voxledger.usage.UsageItem;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiRealtimeReaderTest {
  private static String done(String usage) {
    return envelope(
        "{\"type\":\"response.done\",\"response\":{\"id\":\"r\",\"usage\":" + usage + "}}");
  }

  @Test
  void sampleEventsAreMeteredDisjointly() {
    List<String> events = Rows.sampleLines("openai_realtime_events.jsonl");
    // 5378 − 5376 = 2 text, 2845 − 2816 = 29 audio
    assertThat(told(read(OPENAI_REALTIME, envelope(events.get(0)))))
        .isEqualTo(
            "input_text=2 input_audio=29 cache_read_text=5376 cache_read_audio=2816"
                + " output_text=250 output_audio=1019 @8223");
    // a cancelled response is billed: 313 − 256 = 57, 476 − 384 = 92
    assertThat(told(read(OPENAI_REALTIME, envelope(events.get(1)))))
        .isEqualTo(
            "input_text=57 input_audio=92 cache_read_text=256 cache_read_audio=384"
                + " output_text=9 output_audio=23 @789");
    assertThat(told(read(OPENAI_REALTIME, envelope(events.get(2)))))
        .isEqualTo("input_audio=13 output_text=9");
    assertThat(told(read(OPENAI_REALTIME, envelope(events.get(3))))).isEqualTo("audio_seconds=1.4");
  }

  @ParameterizedTest(name = "{0} gives {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // 10 − (3 + 4) = 3 more text
        "{'input_tokens':10,'input_token_details':{'text_tokens':3,'audio_tokens':4}}"
            + "|input_text=6 input_audio=4 [remainder_as_text] @10",
        "{'output_tokens':10,'output_token_details':{'audio_tokens':4}}"
            + "|output_text=6 output_audio=4 [remainder_as_text] @0",
        // 7 cached: 3 of text, 4 of 5 audio
        "{'input_tokens':8,'input_token_details':{'text_tokens':3,'audio_tokens':5,'cached_tokens':7}}"
            + "|input_audio=1 cache_read_text=3 cache_read_audio=4 [cached_split_assumed] @8",
        "{'input_tokens':8,'input_token_details':{'text_tokens':3,'audio_tokens':4,'image_tokens':1,"
            + "'cached_tokens':8,'cached_tokens_details':{'text_tokens':0}}}"
            + "|cache_read_text=3 cache_read_audio=4 cache_read_image=1 [cached_split_assumed] @8",
        // the split wins over the total of 7
        "{'input_tokens':8,'input_token_details':{'text_tokens':3,'audio_tokens':5,'cached_tokens':7,"
            + "'cached_tokens_details':{'text_tokens':1,'audio_tokens':1}}}"
            + "|input_text=2 input_audio=4 cache_read_text=1 cache_read_audio=1 @8",
        // an absent total is the sum of its details; null is 0
        "{'input_token_details':{'text_tokens':3,'audio_tokens':null},'output_token_details':{'text_tokens':'2'}}"
            + "|input_text=3 output_text=2 @3",
        "{'input_tokens':9,'input_token_details':{'cached_tokens':4},'output_tokens':2}"
            + "|input=5 cache_read=4 output=2 @9",
        "{'input_tokens':9,'output_tokens':2,'output_token_details':{'text_tokens':2}}"
            + "|input=9 output_text=2 @9",
        "{'input_tokens':'0E-6176','input_token_details':{},'output_tokens':1,"
            + "'output_token_details':{'text_tokens':1}}|output_text=1 @0",
        // HALF_EVEN at 6 decimals
        "{'input_token_details':{'text_tokens':0.1234565,'audio_tokens':'1.0000005'}}"
            + "|input_text=0.123456 input_audio=1 @1",
        "{'output_token_details':{'text_tokens':1,'text_tokens':2}}|output_text=2 @0",
        "{}|ignored no_usage",
        "null|ignored no_usage",
        "{'input_tokens':0.0000004}|ignored no_usage",
        "7|not_an_object",
        "{'input_token_details':5}|not_an_object",
        "{'input_tokens':-1}|negative_quantity",
        "{'input_tokens':true}|not_a_number",
        "{'input_tokens':{}}|not_a_number",
        "{'input_tokens':'many'}|not_a_number",
        "{'input_tokens':''}|not_a_number",
        "{'input_tokens':1E+400}|number_out_of_range",
        "{'input_tokens':NaN}|number_out_of_range",
        "{'input_tokens':-Infinity}|number_out_of_range",
        "{'input_tokens':'NaN'}|number_out_of_range",
        "{'input_tokens':100000000000000}|number_out_of_range",
        "{'input_tokens':99999999999999,'input_token_details':{'text_tokens':99999999999999}}"
            + "|input_text=99999999999999 @99999999999999",
        "{'input_tokens':3,'input_token_details':{'text_tokens':4}}|details_exceed_total",
        "{'input_tokens':0,'input_token_details':{'text_tokens':4}}|details_exceed_total",
        "{'output_tokens':3,'output_token_details':{'audio_tokens':4}}|details_exceed_total",
        "{'input_tokens':3,'input_token_details':{'text_tokens':3,'cached_tokens':4}}|cached_exceeds_input",
        "{'input_tokens':3,'input_token_details':{'cached_tokens':4}}|cached_exceeds_input",
        "{'input_tokens':9,'input_token_details':{'text_tokens':3,'audio_tokens':6,"
            + "'cached_tokens_details':{'text_tokens':4}}}|cached_exceeds_input",
      })
  void usageOfAResponse(String usage, String expected) {
    assertThat(told(read(OPENAI_REALTIME, done(usage.replace('\'', '"'))))).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} gives {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'input_tokens':9}|input_audio=9 [modality_assumed]",
        "{'input_tokens':9,'input_token_details':{'audio_tokens':4}}|input_text=5 input_audio=4",
        "{'input_token_details':{'audio_tokens':4,'text_tokens':2}}|input_text=2 input_audio=4",
        "{'input_tokens':3,'input_token_details':{'audio_tokens':4}}|details_exceed_total",
        "{'type':'duration','seconds':'1.25'}|audio_seconds=1.25",
        "null|ignored no_usage",
      })
  void usageOfATranscription(String usage, String expected) {
    String event =
        "{'type':'conversation.item.input_audio_transcription.completed','item_id':'i','usage':"
            + usage
            + "}";
    assertThat(told(read(OPENAI_REALTIME, envelope(event.replace('\'', '"'))))).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} gives {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'session_id':'RM_1','observed_at':1,'event':{'type':'session.created'}}|ignored not_billable",
        "{'session_id':'RM_1','observed_at':1,'event':{}}|ignored not_billable",
        "{'session_id':'RM_1','event':{'type':'session.created'}}|missing_field",
        "{'session_id':'','observed_at':1,'event':{}}|missing_field",
        "{'session_id':'RM_1','observed_at':1,'event':'x'}|missing_field",
        "{'session_id':'RM_1','observed_at':'soon','event':{}}|bad_timestamp",
        "{'session_id':'RM_1','observed_at':true,'event':{}}|bad_timestamp",
        "{'session_id':'RM_1','observed_at':1,'event':{'type':'response.done','response':{}}}|missing_field",
        "{'session_id':'RM_1','observed_at':1,'event':{'type':'response.done'}}|missing_field",
        "{'session_id':'RM_1','observed_at':1,'event':"
            + "{'type':'conversation.item.input_audio_transcription.completed'}}|missing_field",
        "{'session_id':'RM_1','observed_at':1,'revised_at':'x','event':{'type':'response.done','response':"
            + "{'id':'r','usage':{'output_tokens':1}}}}|bad_timestamp",
        "[1]|not_an_object",
        "null|not_an_object",
        "3|not_an_object",
        "{'a':1} x|malformed_json",
        "{'a':1}{'b':2}|malformed_json",
        "{'a':|malformed_json",
        "{a:1}|malformed_json",
      })
  void envelopesAndRows(String row, String expected) {
    assertThat(told(read(OPENAI_REALTIME, row.replace('\'', '"')))).isEqualTo(expected);
  }

  @Test
  void anEmptyRowIsMalformed() {
    assertThat(told(read(OPENAI_REALTIME, "  "))).isEqualTo("malformed_json");
  }

  @Test
  void everyBadSampleRowHasItsReason() {
    assertThat(
            Rows.sampleLines("bad_rows.openai-realtime.jsonl").stream()
                .map(row -> told(read(OPENAI_REALTIME, row))))
        .containsExactly(
            "malformed_json",
            "not_an_object",
            "not_an_object",
            "missing_field",
            "missing_field",
            "negative_quantity",
            "cached_exceeds_input",
            "details_exceed_total",
            "number_out_of_range",
            "input_text=1 output_text=1 @1",
            "output_text=1 @0");
  }

  @Test
  void aRowIsKnownByItsSessionAndResponse() {
    String event =
        "{\"type\":\"response.done\",\"response\":{\"id\":\"r\",\"usage\":{\"output_tokens\":1}}}";
    String more =
        "\"job_id\":\"AJ\",\"room\":\"acme\",\"project_id\":\"p\",\"account\":\"a\",\"service_tier\":\"flex\",\"region\":\"eu\",\"revised_at\":2,";
    AcceptedRow row = Rows.accepted(OPENAI_REALTIME, envelope(more, event));
    assertThat(row.identity()).isEqualTo("RM_1|r");
    assertThat(row.rank().usedAt()).isEqualTo(Instant.parse("2026-09-01T10:00:00.500Z"));
    assertThat(row.rank().recency()).isEqualTo(2_000_000);
    assertThat(row.attribution().toString())
        .isEqualTo(
            "Attribution[sessionId=Optional[RM_1], jobId=Optional[AJ], room=Optional[acme],"
                + " projectId=Optional[p], folderProject=Optional.empty, account=Optional[a]]");
    UsageItem item = row.items().get(0);
    assertThat(item.kind()).isEqualTo(Kind.LLM);
    assertThat(item.provider()).isEqualTo("openai");
    assertThat(item.model()).isEqualTo("m");
    assertThat(item.serviceTier()).contains("flex");
    assertThat(item.region()).contains("eu");
    assertThat(Rows.accepted(OPENAI_REALTIME, envelope(event)).rank().recency())
        .isEqualTo(RowRank.NO_REVISION);
  }

  @Test
  void aTranscriptionIsPricedAtItsOwnModel() {
    String event =
        "{\"type\":\"conversation.item.input_audio_transcription.completed\",\"item_id\":\"i\",\"content_index\":2,\"usage\":{\"seconds\":1}}";
    AcceptedRow row =
        Rows.accepted(OPENAI_REALTIME, envelope("\"transcription_model\":\"whisper-1\",", event));
    assertThat(row.identity()).isEqualTo("RM_1|i|2");
    assertThat(row.items().get(0).model()).isEqualTo("whisper-1");
    assertThat(row.items().get(0).kind()).isEqualTo(Kind.STT);
    AcceptedRow plain =
        Rows.accepted(OPENAI_REALTIME, envelope(event.replace("\"content_index\":2,", "")));
    assertThat(plain.identity()).isEqualTo("RM_1|i|0");
    assertThat(plain.items().get(0).model()).isEqualTo("m");
  }
}
