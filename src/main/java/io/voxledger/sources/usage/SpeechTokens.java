package io.voxledger.sources.usage;

import static io.voxledger.screening.Reason.DETAILS_EXCEED_TOTAL;

import io.voxledger.measure.Meter;
import io.voxledger.screening.RowProblem;
import io.voxledger.usage.Flag;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Tokens of speech to text.
 *
 * @param total all input tokens; empty means the sum of the two others
 * @param audio 0 where the source does not tell
 * @param text only ever a check: what is not audio is text
 */
record SpeechTokens(
    Optional<BigDecimal> total, BigDecimal audio, BigDecimal text, BigDecimal output) {

  ItemDraft meter(ItemDraft draft) {
    BigDecimal details = audio.add(text);
    BigDecimal input = total.orElse(details);
    if (details.compareTo(input) > 0) {
      throw new RowProblem(
          DETAILS_EXCEED_TOTAL,
          "input tokens " + input + " are fewer than their details " + details);
    }
    draft.add(Meter.OUTPUT_TEXT, output);
    if (audio.signum() == 0 && input.signum() > 0) {
      return draft.add(Meter.INPUT_AUDIO, input).flag(Flag.MODALITY_ASSUMED);
    }
    return draft.add(Meter.INPUT_AUDIO, audio).add(Meter.INPUT_TEXT, input.subtract(audio));
  }
}
