package io.voxledger.sources.spark;

import io.voxledger.lake.LocalFiles;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Opens landed files as they lie there. */
final class LandedBytes {
  private LandedBytes() {}

  /**
   * A file's bytes as stored. On a local disk a {@code .crc} beside it is not asked: it is no
   * landed file, and may be left from another content.
   */
  static InputStream open(Path path, Configuration hadoop) throws IOException {
    return LocalFiles.withoutChecksums(path.getFileSystem(hadoop)).open(path);
  }
}
