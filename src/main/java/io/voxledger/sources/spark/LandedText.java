package io.voxledger.sources.spark;

import io.voxledger.sources.LandedContent;
import io.voxledger.sources.LandedFormat;
import io.voxledger.sources.ReadLimits;
import io.voxledger.sources.UnreadableFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    byte[] buffer = new byte[64 * 1024];
    try (LandedContent content =
        LandedContent.open(LandedBytes.open(path, hadoop), format.packing(), limits)) {
      for (int n; (n = content.read(buffer, 0, buffer.length)) >= 0; ) {
        if (text.size() > limits.documentBytes() - n) {
          throw new UnreadableFile(
              "longer than " + limits.documentBytes() + " bytes (limits.document_bytes)");
        }
        text.write(buffer, 0, n);
      }
      return new LandedText(text.toString(StandardCharsets.UTF_8), content.contentHash());
    }
  }

  /** What the file's content is known by, also when it cannot be unpacked. */
  public static String hash(LandedFile file, Configuration hadoop) {
    return ContentHash.of(file, hadoop);
  }
}
