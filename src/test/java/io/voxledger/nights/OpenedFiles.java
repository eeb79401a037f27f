package io.voxledger.nights;

import io.voxledger.testing.TestSpark;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** Records which local files are opened for reading, from when it is made until it is closed. */
final class OpenedFiles implements AutoCloseable {
  private static final Set<String> OPENED = new ConcurrentSkipListSet<>();
  private static final String CLASS = "fs.file.impl";
  private static final String NOT_CACHED = "fs.file.impl.disable.cache";

  private final Configuration hadoop = TestSpark.session().sparkContext().hadoopConfiguration();

  /** The local file system, which tells what it opens. */
  public static final class Telling extends LocalFileSystem {
    public Telling() {
      super(new TellingRaw());
    }
  }

  private static final class TellingRaw extends RawLocalFileSystem {
    @Override
    public FSDataInputStream open(Path file, int bufferSize) throws IOException {
      if (!file.getName().endsWith(".crc")) {
        OPENED.add(file.toUri().getPath());
      }
      return super.open(file, bufferSize);
    }
  }

  OpenedFiles() {
    OPENED.clear();
    hadoop.set(CLASS, Telling.class.getName());
    hadoop.set(NOT_CACHED, "true");
  }

  /** The paths below a place that were opened, relative to it, but for logs of tables. */
  Set<String> below(String place) {
    String folder = place.replaceFirst("^file:", "") + "/";
    Set<String> below = new TreeSet<>();
    for (String path : OPENED) {
      if (path.startsWith(folder) && !path.contains("/_delta_log/")) {
        below.add(path.substring(folder.length()));
      }
    }
    return below;
  }

  @Override
  public void close() {
    hadoop.unset(CLASS);
    hadoop.unset(NOT_CACHED);
  }
}
