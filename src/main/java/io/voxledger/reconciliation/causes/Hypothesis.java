package io.voxledger.reconciliation.causes;

import java.util.List;

/** What might be true of a bill, with the power to say what the bill would be if it were. */
interface Hypothesis {
  Cause cause();

  /** What is supposed, as part of a sentence: {@code at the price of tier priority}. */
  String supposition();

  /** Where a number comes from that it uses. */
  Footing footing();

  /** How little is to be said for it besides its numbers; 0 for most. */
  default int strain() {
    return 0;
  }

  /**
   * When it is applied: what is known of quantities first, then what the bill says of them, then
   * prices in the order of the causes.
   */
  default int turn() {
    return PRICES + cause().ordinal();
  }

  /** Its place among others where each is told with what it adds: that of its cause. */
  default int rank() {
    return cause().ordinal();
  }

  /** The turn of what our own records tell of quantities. */
  int OWN_QUANTITIES = 0;

  /** The turn of what goes from one line to another. */
  int SHARES = 1;

  /** The turn of the bill's quantities, which have the last word. */
  int BILLED_QUANTITIES = 2;

  /** The first turn of prices. */
  int PRICES = 3;

  /** To how many lines it is fitted, which therefore tell nothing about it. */
  default int fitted() {
    return 0;
  }

  /** For which lines it holds if it holds at all. */
  default Reach reach() {
    return Reach.EACH_LINE;
  }

  /** The same in a set with others, where a number of it depends on what they say. */
  default Hypothesis besides(List<Hypothesis> others) {
    return this;
  }

  /**
   * The items as they would be billed; those that it does not bear on are the same objects.
   *
   * @param items all that are left by the causes before
   */
  List<Item> apply(List<Item> items);

  /** What a hypothesis stands on. */
  enum Footing {
    /** A card, the settings, or a count of ours. */
    GIVEN,
    /** The bill's own quantities. */
    BILLED_QUANTITY,
    /** A quantity that fits, as the bill has none. */
    FITTED_QUANTITY,
    /** A ratio that fits. */
    FREE
  }

  /** For which lines a hypothesis holds. */
  enum Reach {
    /** It may hold for some lines and not for others. */
    EACH_LINE,
    /** It is of whole requests: it holds for every line that it would change. */
    REQUESTS,
    /**
     * It is fitted to lines, or moves something between them: so are all that are taken with it.
     */
    ALL_LINES
  }
}
