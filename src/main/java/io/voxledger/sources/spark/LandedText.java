package io.voxledger.sources.spark;

import io.voxledger.sources.LandedContent;
import io.voxledger.sources.LandedFormat;
import io.voxledger.sources.ReadLimits;
import io.voxledger.sources.UnreadableFile;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** A small file read whole: a rate card, a page of a bill. */
public record LandedText(String text, String contentHash) {
  /** Reads and unpacks a file. */
  public static LandedText read(LandedFile file, Configuration hadoop, ReadLimits limits)
      throws IOException {
    LandedFormat format =
        LandedFormat.of(file.path())
            .filter(f -> f.form() != LandedFormat.Form.PARQUET)
            .orElseThrow(() -> new UnreadableFile("its name does not end in a format known here"));
    Path path = new Path(file.uri());
    try (LandedContent content =
        LandedContent.open(LandedBytes.open(path, hadoop), format.packing(), limits)) {
      return new LandedText(content.text(), content.contentHash());
    }
  }

  /** What the file's content is known by, also when it cannot be unpacked. */
  public static String hash(LandedFile file, Configuration hadoop) {
    return ContentHash.of(file, hadoop);
  }
}
