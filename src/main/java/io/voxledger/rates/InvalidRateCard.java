package io.voxledger.rates;

import io.voxledger.yaml.YamlProblem;
import java.util.Optional;

/**
 * Why a card is not used, and where it is wrong.
 *
 * @param line physical line, from 1
 * @param key the offending key or name
 * @param nearestKey the known key that an unknown one resembles most
 */
public record InvalidRateCard(
    String file, int line, String reason, Optional<String> key, Optional<String> nearestKey) {

  static InvalidRateCard of(String file, YamlProblem problem) {
    return new InvalidRateCard(
        file, problem.line(), problem.reason(), problem.key(), problem.nearestKey());
  }

  /**
   * What is wrong, without the place: the reason and, for an unknown key, the nearest known one.
   */
  public String detail() {
    return reason + nearestKey.map(key -> "; did you mean '" + key + "'?").orElse("");
  }

  /** The whole message: file, line, what is wrong, and what becomes of the card. */
  public String message() {
    return file + ":" + line + ": " + detail() + " (the card is not used)";
  }
}
