package io.voxledger.billed;

import java.time.Instant;
import java.util.Optional;

/** The rate cards' names for models, so that usage and bill meet in one. */
@FunctionalInterface
public interface SkuNames {
  /** The rate entry's model for a biller's model name, by the cards in force at that instant. */
  Optional<String> sku(String biller, String model, Instant at);
}
