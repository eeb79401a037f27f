package io.voxledger.sources.bills;

import io.voxledger.measure.Meter;
import io.voxledger.screening.RowProblem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a FOCUS row bills. FOCUS has no columns for model, modality and direction; issuers write
 * them into {@code ChargeDescription}, or into {@code SkuId} and {@code SkuMeter}.
 */
record FocusSku(Optional<String> model, Optional<Meter> meter, Optional<String> serviceTier) {
  static final FocusSku NONE = new FocusSku(Optional.empty(), Optional.empty(), Optional.empty());

  static FocusSku of(JsonObject row) {
    Optional<String> tier = tier(row);
    Optional<OpenAiLineItem> described = row.text("ChargeDescription").map(OpenAiLineItem::parse);
    Optional<Meter> meter = described.flatMap(OpenAiLineItem::meter);
    return meter.isPresent()
        ? new FocusSku(described.flatMap(OpenAiLineItem::model), meter, tier)
        : new FocusSku(row.text("SkuId"), row.text("SkuMeter").flatMap(FocusSku::meter), tier);
  }

  /** Our own name of a meter, or words for tokens; a word that is not known tells nothing. */
  private static Optional<Meter> meter(String skuMeter) {
    String text = skuMeter.strip().toLowerCase(Locale.ROOT);
    List<String> words = List.of(text.split("[\\s,]+"));
    boolean isKnown =
        words.stream().allMatch(w -> TokenWords.isDirection(w) || TokenWords.isModality(w));
    return Meter.of(text).or(() -> isKnown ? TokenWords.meter(words) : Optional.empty());
  }

  private static Optional<String> tier(JsonObject row) {
    try {
      return row.objectOrItsText("SkuPriceDetails")
          .flatMap(details -> details.text("x_ServiceTier"));
    } catch (RowProblem notJson) {
      return Optional.empty();
    }
  }
}
