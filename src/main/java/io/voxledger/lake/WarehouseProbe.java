package io.voxledger.lake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Tries what a run does to a warehouse: writes a file that must be new, is refused the second time,
 * reads it and deletes it. Nothing is left behind.
 */
public final class WarehouseProbe {
  private WarehouseProbe() {}

  /** How far the trial came. */
  public enum Result {
    WORKS,
    /** A second writer would not have been refused: two runs could both believe to hold it. */
    NOT_CONDITIONAL
  }

  /**
   * Tries.
   *
   * @param folder the warehouse, or an existing folder that it will be made in
   * @throws IOException when it cannot be written, read or deleted
   */
  public static Result at(String folder, Configuration conf) throws IOException {
    Path file = new Path(folder, "_probe-" + UUID.randomUUID());
    FileSystem fs = file.getFileSystem(conf);
    byte[] content = "probe".getBytes(StandardCharsets.UTF_8);
    Lease.createNew(fs, file, content);
    try (InputStream in = fs.open(file)) {
      if (in.readAllBytes().length != content.length) {
        throw new IOException("what was written to " + file + " does not read back");
      }
      return isRefused(fs, file, content) ? Result.WORKS : Result.NOT_CONDITIONAL;
    } finally {
      fs.delete(file, false);
    }
  }

  private static boolean isRefused(FileSystem fs, Path file, byte[] content) {
    try {
      Lease.createNew(fs, file, content);
      return false;
    } catch (IOException refused) {
      return true;
    }
  }
}
