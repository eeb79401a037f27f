package io.voxledger.lake;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.ChecksumFs;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FsConstants;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Hadoop's local file system, asking Java for what Hadoop starts a process each time where its
 * native library is missing: {@code chmod} for every file that is written, {@code readlink} for
 * every commit, {@code ls} for every file that is listed. A night on the sample started 1,700 of
 * them, which were a tenth of its time.
 */
public final class LocalFiles extends LocalFileSystem {
  /** Hadoop's settings that choose this class, for both of its interfaces. */
  public static final Map<String, String> SETTINGS =
      Map.of(
          "fs.file.impl", LocalFiles.class.getName(),
          "fs.AbstractFileSystem.file.impl", Context.class.getName());

  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  /** Made by Hadoop. */
  public LocalFiles() {
    super(new Raw());
  }

  /** The same files without checksums beside them; a file system that keeps none as it is. */
  public static FileSystem withoutChecksums(FileSystem fs) {
    return fs instanceof ChecksumFileSystem checked ? checked.getRawFileSystem() : fs;
  }

  /** Hadoop takes what stands before a colon in a name for a scheme, and fails. */
  @Override
  public Path getChecksumFile(Path file) {
    return new Path(file.getParent(), new Path(null, null, "." + file.getName() + ".crc"));
  }

  /** The same for Hadoop's newer interface, through which Delta writes its log. Made by Hadoop. */
  public static final class Context extends ChecksumFs {
    public Context(URI uri, Configuration conf) throws IOException, URISyntaxException {
      super(new RawContext(conf));
    }
  }

  private static final class RawContext extends DelegateToFileSystem {
    RawContext(Configuration conf) throws IOException, URISyntaxException {
      super(FsConstants.LOCAL_FS_URI, new Raw(), conf, FsConstants.LOCAL_FS_URI.getScheme(), false);
    }

    @Override
    public int getUriDefaultPort() {
      return -1;
    }

    @Override
    public boolean isValidName(String name) {
      return true; // the operating system will say
    }
  }

  /** Files without checksums. */
  private static final class Raw extends RawLocalFileSystem {
    @Override
    public void setPermission(Path path, FsPermission permission) throws IOException {
      if (POSIX) {
        Files.setPosixFilePermissions(pathToFile(path).toPath(), posix(permission));
      } else {
        super.setPermission(path, permission);
      }
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
      return withPermission(super.getFileStatus(path));
    }

    @Override
    public FileStatus getFileLinkStatus(Path path) throws IOException {
      return Files.isSymbolicLink(pathToFile(path).toPath())
          ? super.getFileLinkStatus(path)
          : getFileStatus(path);
    }

    private FileStatus withPermission(FileStatus status) throws IOException {
      if (!POSIX) {
        return status;
      }
      java.nio.file.Path file = pathToFile(status.getPath()).toPath();
      PosixFileAttributes posix;
      try {
        posix = Files.readAttributes(file, PosixFileAttributes.class);
      } catch (java.nio.file.NoSuchFileException gone) {
        throw new FileNotFoundException("File " + status.getPath() + " does not exist");
      }
      return new FileStatus(
          status.getLen(),
          status.isDirectory(),
          status.getReplication(),
          status.getBlockSize(),
          status.getModificationTime(),
          status.getAccessTime(),
          FsPermission.valueOf("-" + PosixFilePermissions.toString(posix.permissions())),
          posix.owner().getName(),
          posix.group().getName(),
          status.getPath());
    }

    private static Set<PosixFilePermission> posix(FsPermission permission) {
      return PosixFilePermissions.fromString(
          permission.getUserAction().SYMBOL
              + permission.getGroupAction().SYMBOL
              + permission.getOtherAction().SYMBOL);
    }
  }
}
