package io.voxledger.sources.usage;

import java.math.BigDecimal;

/** Tokens by modality, each 0 or above. */
record Modalities(BigDecimal text, BigDecimal audio, BigDecimal image) {
  static final Modalities NONE = new Modalities(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

  BigDecimal sum() {
    return text.add(audio).add(image);
  }

  boolean isZero() {
    return text.signum() == 0 && audio.signum() == 0 && image.signum() == 0;
  }

  Modalities plusText(BigDecimal more) {
    return new Modalities(text.add(more), audio, image);
  }

  /** So many of these tokens, taken from text first, then audio, then image. */
  Modalities first(BigDecimal count) {
    BigDecimal ofText = text.min(count);
    BigDecimal ofAudio = audio.min(count.subtract(ofText));
    BigDecimal ofImage = image.min(count.subtract(ofText).subtract(ofAudio));
    return new Modalities(ofText, ofAudio, ofImage);
  }
}
