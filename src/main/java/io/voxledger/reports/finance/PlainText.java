package io.voxledger.reports.finance;

/** Text that a spreadsheet shows and does not run. */
public final class PlainText {
  /** What a formula, or a command behind one, can begin with; full-width forms count as well. */
  private static final String RUNS = "=+-@\t\r\n＝＋－＠";

  private PlainText() {}

  /** The text, after an apostrophe where a spreadsheet would take it for a formula. */
  public static String neutral(String text) {
    return !text.isEmpty() && RUNS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }
}
