package io.voxledger.lake;

/** What a table holds cannot be told, because files of its log are gone, empty or cut off. */
public final class DamagedLog extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /**
   * Tells where and why.
   *
   * @param table the table's folder
   * @param what what was found there
   */
  DamagedLog(String table, String what) {
    super(message(table, what));
  }

  /**
   * Tells of a log that could not be read.
   *
   * @param cause may also be a file system that does not answer
   */
  DamagedLog(String table, Exception cause) {
    super(message(table, String.valueOf(cause.getMessage()).lines().findFirst().orElse("")), cause);
  }

  private static String message(String table, String what) {
    return "the log of %s cannot be read: %s. If it is damaged, restore that folder from a backup, or, unless it is table `run`, delete the folder, and `nightly` makes the table again"
        .formatted(table, what);
  }
}
