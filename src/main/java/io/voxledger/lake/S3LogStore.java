package io.voxledger.lake;

import io.delta.storage.HadoopFileSystemLogStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Delta's log on {@code s3a}, committed to by conditional PUT. Delta's own store for S3 looks
 * whether a commit is there and then writes it, guarded by a lock of one process: of two processes
 * one can overwrite the other's commit, and neither learns of it. Every writer of a table must use
 * this store.
 */
public final class S3LogStore extends HadoopFileSystemLogStore {
  /** The Spark setting that makes Delta use this store. */
  public static final String SETTING = "spark.delta.logStore.s3a.impl";

  /** Delta makes it by its name. */
  public S3LogStore(Configuration initHadoopConf) {
    super(initHadoopConf);
  }

  /**
   * Writes a file of the log whole, or not at all.
   *
   * @throws java.nio.file.FileAlreadyExistsException when another writer has committed that version
   */
  @Override
  public void write(Path path, Iterator<String> actions, Boolean overwrite, Configuration conf)
      throws IOException {
    // Taken from Delta before the file is begun: a stream that is closed because Delta failed would
    // leave half a commit.
    byte[] content = lines(actions);
    FileSystem fs = path.getFileSystem(conf);
    if (!overwrite) {
      NewFile.create(fs, path, content);
      return;
    }
    try (OutputStream out = fs.create(path, true)) {
      out.write(content);
    }
  }

  @Override
  public Boolean isPartialWriteVisible(Path path, Configuration conf) {
    return false;
  }

  private static byte[] lines(Iterator<String> actions) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    while (actions.hasNext()) {
      content.writeBytes((actions.next() + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return content.toByteArray();
  }
}
