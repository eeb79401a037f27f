package io.voxledger.sources.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** What the content of a file is known by. */
final class ContentHash {
  private ContentHash() {}

  /**
   * SHA-256, in hex, of the file's bytes as stored.
   *
   * @throws UncheckedIOException when the storage fails
   */
  static String of(LandedFile file, Configuration hadoop) {
    try {
      return of(new Path(file.uri()), hadoop);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file.uri(), e);
    }
  }

  static String of(Path path, Configuration hadoop) throws IOException {
    try (InputStream in = LandedBytes.open(path, hadoop)) {
      return DigestUtils.sha256Hex(in);
    }
  }
}
