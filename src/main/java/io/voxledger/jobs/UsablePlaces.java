package io.voxledger.jobs;

import io.voxledger.settings.InvalidSettings;
import io.voxledger.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/** Refuses places that are no folders, before anything is done. That they exist is not asked. */
final class UsablePlaces {
  private UsablePlaces() {}

  /**
   * Looks at the places of settings.
   *
   * @throws InvalidSettings for an address that no file system knows, and for a file of a disk
   */
  static void require(Settings settings, Configuration hadoop) {
    require("warehouse", settings.warehouse(), hadoop);
    require("landing", settings.landing(), hadoop);
    settings.rateFolders().forEach(folder -> require("rates", folder, hadoop));
  }

  private static void require(String setting, String place, Configuration hadoop) {
    String what = "`" + setting + "` is " + place + ", ";
    try {
      Path path = new Path(place);
      FileSystem fs = path.getFileSystem(hadoop);
      if (fs.getScheme().equals("file")
          && fs.exists(path)
          && !fs.getFileStatus(path).isDirectory()) {
        throw new InvalidSettings(what + "which is a file; name a folder");
      }
    } catch (UnsupportedFileSystemException unknown) {
      throw new InvalidSettings(
          what
              + "but there is no file system for such addresses here; name a folder or a bucket"
              + " such as s3a://my-bucket/path, or add the file system's jar");
    } catch (IllegalArgumentException noAddress) {
      throw new InvalidSettings(
          what + "which names no bucket or folder: " + noAddress.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(what + "which cannot be reached", e);
    }
  }
}
