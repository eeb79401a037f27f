package io.voxledger.sources.spark;

import io.voxledger.sources.ReadLimits;
import io.voxledger.sources.UnreadableFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * A small Parquet file read whole, as the JSON lines that hold the same: decimals with all their
 * digits, times in UTC, nothing for null. Line 1 is the first row.
 */
public final class LandedParquet {
  private LandedParquet() {}

  /**
   * Reads a file.
   *
   * @throws UnreadableFile when it is no Parquet, or too long to be read whole
   * @throws IOException when the storage fails, which says nothing about the file
   */
  public static LandedText read(LandedFile file, Configuration hadoop, ReadLimits limits)
      throws IOException {
    if (file.bytes() > limits.parquetBytes()) {
      throw new UnreadableFile(
          "longer than "
              + limits.parquetBytes()
              + " bytes (limits.parquet_bytes); split the export");
    }
    Path path = new Path(file.uri());
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (ParquetRowFile rows =
        ParquetRowFile.open(path, hadoop, wholeDocument(limits), ParquetJson.JsonText.KEPT)) {
      while (rows.next()) {
        if (text.size() >= limits.documentBytes() - rows.length()) {
          throw new UnreadableFile(
              "unpacks to more than "
                  + limits.documentBytes()
                  + " bytes (limits.document_bytes); split the export");
        }
        text.write(rows.buffer(), rows.offset(), rows.length());
        text.write('\n');
      }
      return new LandedText(text.toString(StandardCharsets.UTF_8), rows.contentHash());
    }
  }

  /** A bill's row may be as long as the whole document. */
  private static ReadLimits wholeDocument(ReadLimits limits) {
    return new ReadLimits(
        limits.documentBytes(),
        limits.freeBytes(),
        limits.expansion(),
        limits.documentBytes(),
        limits.parquetBytes());
  }
}
