package io.voxledger.costs.whatif;

import io.voxledger.usage.ChooseSources;
import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;

/**
 * One model instead of another. Providers are in lower case; models are compared without regard to
 * case and date.
 */
public record Swap(String fromProvider, String fromModel, String toProvider, String toModel)
    implements Serializable {

  /** A swap as {@code openai/gpt-realtime=google/gemini-live}; empty when it is none. */
  public static Optional<Swap> parse(String text) {
    String[] sides = text.split("=", -1);
    if (sides.length != 2) {
      return Optional.empty();
    }
    String[] from = sides[0].split("/", 2);
    String[] to = sides[1].split("/", 2);
    boolean isWhole = from.length == 2 && to.length == 2 && !from[1].isBlank() && !to[1].isBlank();
    return isWhole
        ? Optional.of(
            new Swap(
                from[0].strip().toLowerCase(Locale.ROOT),
                from[1].strip(),
                to[0].strip().toLowerCase(Locale.ROOT),
                to[1].strip()))
        : Optional.empty();
  }

  /** Whether a model as reported, or as its rate calls it, is the one to be swapped. */
  boolean isFrom(String provider, String model, String sku) {
    return provider.equals(fromProvider) && (names(model) || names(sku));
  }

  private boolean names(String model) {
    String bare = model.substring(model.lastIndexOf('/') + 1);
    return ChooseSources.undated(bare).equals(ChooseSources.undated(fromModel));
  }

  @Override
  public String toString() {
    return fromProvider + "/" + fromModel + " as " + toProvider + "/" + toModel;
  }
}
