package io.voxledger.lake;

import java.util.Map;

/** Delta's properties of every table. What other readers refuse, or read wrongly, stays off. */
final class TableProperties {
  /**
   * A version is read from a checkpoint before it, which a table that changes once a month has once
   * in ten months: logs are kept for much longer than versions.
   */
  private static final int LOG_DAYS = 3 * 365;

  static final Map<String, String> ALL =
      Map.of(
          "delta.enableDeletionVectors",
          "false",
          "delta.columnMapping.mode",
          "none",
          "delta.checkpointPolicy",
          "classic",
          "delta.enableTypeWidening",
          "false",
          // Rows are found by their day, and files are dealt by hash: bounds of columns would be
          // computed for each row and never leave out a file.
          "delta.dataSkippingNumIndexedCols",
          "0",
          "delta.logRetentionDuration",
          "interval " + LOG_DAYS + " days",
          "delta.deletedFileRetentionDuration",
          "interval " + LakeTable.AUDIT_DAYS + " days",
          UpgradeTable.VERSION,
          Integer.toString(TableDefinition.SCHEMA_VERSION));

  private TableProperties() {}
}
