package io.voxledger.rates.imports;

import java.io.Serializable;
import java.util.Locale;

/**
 * Something in an imported file that a rate card cannot say.
 *
 * @param path where it stands: a JSON path, or {@code line 17}
 * @param model the biller and model that it is about
 * @param consequence what becomes of the model's other prices
 * @param why in words
 */
public record NotSaid(String path, String model, Consequence consequence, String why)
    implements Serializable {
  /** What becomes of the model's other prices. */
  public enum Consequence {
    /** They are used: the thing is charged beside them, or names the model in one more way. */
    REST_IS_USED,
    /** They are left out: used alone they would price some requests wrongly. */
    MODEL_LEFT_OUT;

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static NotSaid beside(String path, String model, String why) {
    return new NotSaid(path, model, Consequence.REST_IS_USED, why);
  }

  static NotSaid leftOut(String path, String model, String why) {
    return new NotSaid(path, model, Consequence.MODEL_LEFT_OUT, why);
  }

  /** One line: path, model, reason. */
  public String inWords() {
    String end = consequence == Consequence.MODEL_LEFT_OUT ? " (the model is left out)" : "";
    return path + ": " + model + ": " + why + end;
  }
}
