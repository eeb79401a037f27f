package io.voxledger.sources.bills;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.measure.Meter;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiLineItemTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "gpt-5.4, input; gpt-5.4; INPUT",
        "gpt-5.4, cached input; gpt-5.4; CACHE_READ",
        "gpt-5.4, output; gpt-5.4; OUTPUT",
        "gpt-5-nano, input_tokens; gpt-5-nano; INPUT",
        "gpt-5-nano, cached_input_tokens; gpt-5-nano; CACHE_READ",
        "gpt-5-nano, output_tokens; gpt-5-nano; OUTPUT",
        "gpt-realtime-2025-08-28 audio, input; gpt-realtime-2025-08-28; INPUT_AUDIO",
        "gpt-realtime-2025-08-28 audio, cached input; gpt-realtime-2025-08-28; CACHE_READ_AUDIO",
        "gpt-realtime-2025-08-28 audio, output; gpt-realtime-2025-08-28; OUTPUT_AUDIO",
        "gpt-realtime-2025-08-28 text, input; gpt-realtime-2025-08-28; INPUT_TEXT",
        "gpt-realtime-2025-08-28 text, cached input; gpt-realtime-2025-08-28; CACHE_READ_TEXT",
        "gpt-4o-transcribe text, output; gpt-4o-transcribe; OUTPUT_TEXT",
        "gpt-image-1 image, input; gpt-image-1; INPUT_IMAGE",
        "gpt-image-1 image, cached_input_tokens; gpt-image-1; CACHE_READ_IMAGE",
        "realtime api | gpt-4o-realtime-preview audio, input; gpt-4o-realtime-preview; INPUT_AUDIO",
        "Realtime API | whisper-1; whisper-1;",
        "whisper-1; whisper-1;",
        "ft-gpt-4o-2024-08-06, input; ft-gpt-4o-2024-08-06; INPUT",
      })
  void knownWordingGivesModelAndMeter(String lineItem, String model, Meter meter) {
    assertThat(OpenAiLineItem.parse(lineItem))
        .isEqualTo(new OpenAiLineItem(Optional.of(model), Optional.ofNullable(meter)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "web search tool calls | magic",
        "assistants api | file search",
        "evals | gpt-4o-mini-2024-07-18, input",
        "Image models",
        "gpt-5.4, input, flex",
        "gpt-5.4, input long context",
        "gpt-5.4, cached output",
        "gpt-5.4 video, input",
        "gpt-4o-realtime-preview, audio, input, cached",
        "gpt-5.4,",
        "",
      })
  void whatIsNotWhollyUnderstoodGivesNeither(String lineItem) {
    assertThat(OpenAiLineItem.parse(lineItem))
        .isEqualTo(new OpenAiLineItem(Optional.empty(), Optional.empty()));
  }
}
