package io.voxledger.jobs;

/**
 * How a command ends. Of several the most severe counts: usage, lock, failure, unreadable input,
 * gate.
 */
public enum ExitCode {
  DONE(0),
  FAILED(1),
  WRONG_USAGE(2),
  GATE_BROKEN(3),
  INPUT_UNREADABLE(4),
  HELD_BY_ANOTHER(5);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
