package io.voxledger.settings;

import io.voxledger.sources.ReadLimits;
import io.voxledger.yaml.YamlFields;
import io.voxledger.yaml.YamlNode;
import io.voxledger.yaml.YamlProblem;
import java.util.Set;

/** Reads the settings' {@code limits}: what one landed file may ask for. */
final class LimitsReader {
  private static final Set<String> KEYS =
      Set.of("row_bytes", "free_bytes", "expansion", "document_bytes", "parquet_bytes");

  private LimitsReader() {}

  /**
   * The limits of a map; what it leaves out is as in {@link ReadLimits#DEFAULT}.
   *
   * @throws YamlProblem with the line, at the first limit that is no whole number from 1 to what
   *     the memory of one process can hold
   */
  static ReadLimits read(YamlNode node) {
    YamlFields fields = YamlFields.of(node, "limits", KEYS);
    ReadLimits usual = ReadLimits.DEFAULT;
    int most = ReadLimits.MOST_IN_MEMORY;
    return new ReadLimits(
        (int) limit(fields, "row_bytes", usual.rowBytes(), most),
        limit(fields, "free_bytes", usual.freeBytes(), Long.MAX_VALUE),
        (int) limit(fields, "expansion", usual.expansion(), Integer.MAX_VALUE),
        (int) limit(fields, "document_bytes", usual.documentBytes(), most),
        limit(fields, "parquet_bytes", usual.parquetBytes(), most));
  }

  private static long limit(YamlFields fields, String key, long usual, long most) {
    long value = fields.wholeNumber(key).orElse(usual);
    if (value < 1 || value > most) {
      throw fields.problem(key, "'" + key + "' must be from 1 to " + most + ", not " + value);
    }
    return value;
  }
}
