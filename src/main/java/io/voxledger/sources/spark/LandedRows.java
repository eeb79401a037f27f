package io.voxledger.sources.spark;

import io.voxledger.sources.CsvRowFile;
import io.voxledger.sources.LandedFormat;
import io.voxledger.sources.ReadLimits;
import io.voxledger.sources.RowCursor;
import io.voxledger.sources.RowFile;
import io.voxledger.sources.UnreadableFile;
import io.voxledger.sources.spark.ParquetJson.JsonText;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Opens a landed file of usage by what its name says of its form. */
final class LandedRows {
  private LandedRows() {}

  /**
   * Begins to read a file.
   *
   * @throws UnreadableFile when its name says no form that usage has, or its content is not of it
   */
  static RowCursor open(Path path, Configuration hadoop, ReadLimits limits) throws IOException {
    LandedFormat format = LandedFormat.of(path.getName()).orElseThrow(LandedRows::inUnknownForm);
    return switch (format.form()) {
      case JSON, JSON_LINES -> RowFile.open(LandedBytes.open(path, hadoop), format, limits);
      case CSV -> CsvRowFile.open(LandedBytes.open(path, hadoop), format.packing(), limits);
      case PARQUET -> ParquetRowFile.open(path, hadoop, limits, JsonText.OPENED);
      case YAML -> throw inUnknownForm();
    };
  }

  private static UnreadableFile inUnknownForm() {
    return new UnreadableFile(
        "a usage file ends in .json, .jsonl, .ndjson or .csv, then in .gz or .zst if it is packed, or in .parquet");
  }
}
