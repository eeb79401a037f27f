package io.voxledger.lake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
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

  /** Thrown when two runs could write to a warehouse without knowing of each other. */
  public static final class NotConditional extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotConditional(String warehouse) {
      super(
          warehouse
              + " is on a store that lets two writers create the same file, so that runs could"
              + " overwrite each other's commits unnoticed; nothing was written. Use a store with"
              + " conditional writes (S3's If-None-Match: *), or another place for the warehouse, and"
              + " leave fs.s3a.create.conditional.enabled on");
    }
  }

  /**
   * Makes sure of a warehouse before anything is written to it. A local file system need not be
   * tried: there, only one of two can create a file.
   *
   * @throws NotConditional when its store cannot refuse a second writer
   * @throws IOException when it cannot be written, read or deleted
   */
  static void require(String warehouse, Configuration conf) throws IOException {
    FileSystem fs = new Path(warehouse).getFileSystem(conf);
    if (!fs.getScheme().equals("file") && at(warehouse, conf) == Result.NOT_CONDITIONAL) {
      throw new NotConditional(warehouse);
    }
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
    if (!NewFile.isSupported(fs, file)) {
      return Result.NOT_CONDITIONAL;
    }
    byte[] content = "probe".getBytes(StandardCharsets.UTF_8);
    NewFile.create(fs, file, content);
    try (InputStream in = fs.open(file)) {
      if (in.readAllBytes().length != content.length) {
        throw new IOException("what was written to " + file + " does not read back");
      }
      return isRefused(fs, file, content) ? Result.WORKS : Result.NOT_CONDITIONAL;
    } finally {
      fs.delete(file, false);
    }
  }

  private static boolean isRefused(FileSystem fs, Path file, byte[] content) throws IOException {
    try {
      NewFile.create(fs, file, content);
      return false;
    } catch (FileAlreadyExistsException | org.apache.hadoop.fs.FileAlreadyExistsException refused) {
      return true;
    }
  }
}
