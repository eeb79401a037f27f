package io.voxledger.jobs;

/**
 * How a command ends. Of several the most severe counts: usage, lock, failure, unreadable input,
 * gate.
 */
public enum ExitCode {
  DONE(0, "done"),
  FAILED(1, "failed, nothing was published"),
  WRONG_USAGE(2, "wrong usage or settings"),
  GATE_BROKEN(3, "done, but a gate was broken"),
  INPUT_UNREADABLE(4, "done, but some input could not be read"),
  HELD_BY_ANOTHER(5, "another run holds the warehouse");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /** The code and what it means. */
  String inWords() {
    return "exit code " + code + ": " + meaning;
  }

  public int code() {
    return code;
  }
}
