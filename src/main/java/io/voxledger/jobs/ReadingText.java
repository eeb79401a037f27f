package io.voxledger.jobs;

import io.voxledger.reports.Shown;
import java.time.Duration;

/**
 * How far reading has come, in words.
 *
 * @param files of all that will be read
 * @param bytes of all that will be read
 */
record ReadingText(long files, long bytes) {
  /** Too little was read to tell a rate before. */
  private static final Duration SETTLED = Duration.ofSeconds(3);

  /** {@code reading 22 usage files, 1.2 GB}. */
  String begun() {
    return "reading " + Shown.count(files, "usage file") + ", " + Shown.bytes(bytes);
  }

  /** What was read, how fast, and about how long the rest takes. */
  String after(Duration elapsed, long readFiles, long readBytes, long rows) {
    String read =
        "reading usage: %s of %s files, %s of %s, %s"
            .formatted(
                Shown.count(readFiles),
                Shown.count(files),
                Shown.bytes(readBytes),
                Shown.bytes(bytes),
                Shown.count(rows, "row"));
    if (elapsed.compareTo(SETTLED) < 0 || readBytes == 0) {
      return read;
    }
    long millis = elapsed.toMillis();
    long left = Math.max(0, bytes - readBytes) * (millis / 1000) / readBytes;
    return read
        + ", %s/s, about %s left"
            .formatted(Shown.count(rows * 1000 / millis, "row"), Shown.duration(left));
  }
}
