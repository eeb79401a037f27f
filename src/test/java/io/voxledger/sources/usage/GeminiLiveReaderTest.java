package io.voxledger.sources.usage;

import static io.voxledger.sources.usage.Rows.envelope;
import static io.voxledger.sources.usage.Rows.read;
import static io.voxledger.sources.usage.Rows.told;
import static io.voxledger.usage.UsageSource.GEMINI_LIVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.usage.AcceptedRow;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiLiveReaderTest {
  @Test
  void sampleMessagesAreMetered() {
    List<String> messages = Rows.sampleLines("gemini_live_usage.jsonl");
    assertThat(told(read(GEMINI_LIVE, envelope(messages.get(0)))))
        .isEqualTo("input_text=410 input_audio=131 output_text=156 @541");
    // 1600 − 1500 = 100 text; 120 spoken + 64 thought
    assertThat(told(read(GEMINI_LIVE, envelope(messages.get(1)))))
        .isEqualTo("input_text=100 input_audio=500 cache_read_text=1500 output_text=184 @2100");
  }

  @ParameterizedTest(name = "{0} gives {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'promptTokenCount':9,'promptTokensDetails':[{'modality':'VIDEO','tokenCount':2},"
            + "{'modality':'DOCUMENT','tokenCount':3},{'modality':'IMAGE','tokenCount':4}]}|input_image=9 @9",
        "{'promptTokensDetails':[{'modality':'AUDIO','tokenCount':'2'}]}|input_audio=2 @2",
        "{'promptTokenCount':9,'promptTokensDetails':[{'modality':'SMELL','tokenCount':2},{'modality':'AUDIO',"
            + "'tokenCount':3}]}|input_text=6 input_audio=3 [remainder_as_text] @9",
        "{'promptTokenCount':9,'cachedContentTokenCount':5,'promptTokensDetails':[{'modality':'TEXT','tokenCount':4},"
            + "{'modality':'AUDIO','tokenCount':5}]}"
            + "|input_audio=4 cache_read_text=4 cache_read_audio=1 [cached_split_assumed] @9",
        "{'promptTokenCount':9,'responseTokenCount':2}|input=9 output=2 @9",
        "{'candidatesTokenCount':2,'candidatesTokensDetails':[{'modality':'AUDIO','tokenCount':2}]}"
            + "|output_audio=2 @0",
        "{'thoughtsTokenCount':7,'toolUsePromptTokenCount':3}|input_text=3 output_text=7 @0",
        "{'promptTokenCount':1,'promptTokensDetails':[{'modality':'AUDIO','tokenCount':2}]}|details_exceed_total",
        "{'promptTokenCount':1,'cachedContentTokenCount':2}|cached_exceeds_input",
        "{'promptTokensDetails':{}}|not_an_object",
        "{'promptTokensDetails':[3]}|not_an_object",
        "{'totalTokenCount':0}|ignored no_usage",
      })
  void usageOfAMessage(String usage, String expected) {
    String event = "{'usageMetadata':" + usage + "}";
    assertThat(told(read(GEMINI_LIVE, envelope(event.replace('\'', '"'))))).isEqualTo(expected);
  }

  @Test
  void aMessageWithoutUsageIsNotBillable() {
    assertThat(told(read(GEMINI_LIVE, envelope("{\"setupComplete\":{}}"))))
        .isEqualTo("ignored not_billable");
  }

  @Test
  void aMessageIsKnownByItsTimeAndContent() {
    String event = "{\"usageMetadata\":{\"thoughtsTokenCount\":7}}";
    AcceptedRow row = Rows.accepted(GEMINI_LIVE, envelope(event));
    assertThat(row.identity()).matches("RM_1\\|2026-09-01T10:00:00\\.500000Z\\|[0-9a-f]{32}");
    assertThat(row.items().get(0).provider()).isEqualTo("google");
    // the same usage a second later came on top of it
    String later = envelope(event).replace("10:00:00.5", "10:00:01.5");
    assertThat(Rows.accepted(GEMINI_LIVE, later).identity()).isNotEqualTo(row.identity());
  }
}
