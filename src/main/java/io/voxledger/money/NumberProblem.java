package io.voxledger.money;

/** A text that cannot be taken as a number, with the reason code that its row gets. */
public final class NumberProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 40;

  /** Why a text is not usable as a number. */
  public enum Why {
    NOT_A_NUMBER,
    OUT_OF_RANGE
  }

  private final Why why;

  private NumberProblem(Why why, String message) {
    super(message, null, false, false);
    this.why = why;
  }

  static NumberProblem notANumber(String text) {
    return new NumberProblem(Why.NOT_A_NUMBER, "'" + shown(text) + "' is not a number");
  }

  static NumberProblem outOfRange(String text) {
    return new NumberProblem(
        Why.OUT_OF_RANGE, shown(text) + " is outside the range of quantities and money");
  }

  public Why why() {
    return why;
  }

  private static String shown(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
