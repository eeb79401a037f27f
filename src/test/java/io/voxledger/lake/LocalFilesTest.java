package io.voxledger.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.CreateOpts;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both of Hadoop's interfaces to local files. */
class LocalFilesTest {
  private final Configuration conf = new Configuration();
  @TempDir private Path folder;

  @BeforeEach
  void choose() {
    LocalFiles.SETTINGS.forEach(conf::set);
    conf.set("fs.file.impl.disable.cache", "true");
  }

  private org.apache.hadoop.fs.Path path(String name) {
    return new org.apache.hadoop.fs.Path(folder.resolve(name).toUri());
  }

  @Test
  void aFileHasThePermissionThatItIsGiven() throws IOException {
    FileSystem files = path("a").getFileSystem(conf);
    try (FSDataOutputStream out = files.create(path("a"))) {
      out.write(7);
    }
    files.setPermission(path("a"), new FsPermission((short) 0640));

    FileStatus found = files.getFileStatus(path("a"));

    assertThat(files).isInstanceOf(LocalFiles.class);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("a"))))
        .isEqualTo("rw-r-----");
    assertThat(found.getPermission()).isEqualTo(new FsPermission((short) 0640));
    assertThat(found.getLen()).isOne();
    assertThat(found.getOwner()).isEqualTo(Files.getOwner(folder.resolve("a")).getName());
  }

  @Test
  void whatIsNotThereIsNotFound() throws IOException {
    FileSystem files = path("a").getFileSystem(conf);

    assertThatThrownBy(() -> files.getFileStatus(path("none")))
        .isInstanceOf(FileNotFoundException.class);
    assertThatThrownBy(() -> FileContext.getFileContext(conf).getFileLinkStatus(path("none")))
        .isInstanceOf(FileNotFoundException.class);
    assertThat(files.listStatus(path(""))).isEmpty();
  }

  @Test
  void aLinkIsFollowed() throws IOException {
    Files.writeString(folder.resolve("file"), "text");
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("file"));

    assertThat(path("link").getFileSystem(conf).getFileStatus(path("link")).getLen()).isEqualTo(4);
    assertThat(FileContext.getFileContext(conf).getFileStatus(path("link")).getLen()).isEqualTo(4);
  }

  @Test
  void aCommitDoesNotReplaceAnother() throws IOException {
    FileContext files = FileContext.getFileContext(conf);
    for (String name : new String[] {"1.tmp", "2.tmp"}) {
      try (FSDataOutputStream out =
          files.create(path(name), EnumSet.of(CreateFlag.CREATE), CreateOpts.createParent())) {
        out.writeBytes(name);
      }
    }
    files.rename(path("1.tmp"), path("0.json"), Rename.NONE);

    assertThatThrownBy(() -> files.rename(path("2.tmp"), path("0.json"), Rename.NONE))
        .isInstanceOf(org.apache.hadoop.fs.FileAlreadyExistsException.class);
    assertThat(folder.resolve("0.json")).hasContent("1.tmp");
  }
}
