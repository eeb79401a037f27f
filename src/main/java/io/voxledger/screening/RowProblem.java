package io.voxledger.screening;

/**
 * Thrown while a row is read, caught where rows are judged: the row goes to quarantine with this
 * reason.
 */
public final class RowProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final Reason reason;

  /**
   * A problem, described by what is wrong and where in the row; without a stack trace, for there
   * may be millions.
   */
  public RowProblem(Reason reason, String detail) {
    super(detail, null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
