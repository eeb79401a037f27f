package io.voxledger.rates.imports;

import io.voxledger.rates.RateCard;
import java.util.List;

/**
 * What a file of other people's prices came to.
 *
 * @param cards in the order of their ids
 * @param models how many models the file lists
 * @param priced how many of them have a price on some card
 * @param notSaid what the cards cannot say, in the order of the file
 */
public record ImportedRates(List<RateCard> cards, int models, int priced, List<NotSaid> notSaid) {
  public ImportedRates {
    cards = List.copyOf(cards);
    notSaid = List.copyOf(notSaid);
  }

  /** How many models have no price on any card. */
  public int leftOut() {
    return models - priced;
  }
}
