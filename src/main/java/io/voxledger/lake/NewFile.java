package io.voxledger.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE_NEW;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.util.UUID;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Creates files only where none is, so that of several writers one wins and the others know it.
 * Looking first and writing then would let two writers both see nothing.
 *
 * <p>On {@code s3a} it is a PUT with {@code If-None-Match: *}. Each such PUT carries a stamp: when
 * its answer is lost, the client's repeat is refused because of its own first try, and only the
 * stamp of the object that is there tells whose it is.
 */
final class NewFile {
  private static final String STAMP = "voxledger-write";
  private static final String CONDITIONAL = "fs.option.create.conditional.overwrite";
  private static final String METADATA = "fs.s3a.create.header.";
  private static final String READ_METADATA = "header.";

  private NewFile() {}

  /**
   * Creates a file with its whole content.
   *
   * @throws FileAlreadyExistsException when another writer's file is there
   * @throws IOException when it is not known to have been written; it may still appear later
   */
  static void create(FileSystem fs, Path file, byte[] content) throws IOException {
    switch (fs.getUri().getScheme()) {
      case "file" ->
          Files.write(java.nio.file.Path.of(fs.makeQualified(file).toUri()), content, CREATE_NEW);
      case "s3a" -> createStamped(fs, file, content);
      default -> write(fs.createFile(file).overwrite(false).recursive(), content);
    }
  }

  /**
   * Whether the client of the store can ask for it; whether the store obeys, only a trial shows.
   */
  static boolean isSupported(FileSystem fs, Path file) throws IOException {
    return !fs.getUri().getScheme().equals("s3a") || fs.hasPathCapability(file, CONDITIONAL);
  }

  private static void createStamped(FileSystem fs, Path file, byte[] content) throws IOException {
    String stamp = UUID.randomUUID().toString();
    FSDataOutputStreamBuilder<?, ?> builder = fs.createFile(file).overwrite(true);
    builder.must(CONDITIONAL, true).must(METADATA + STAMP, stamp);
    try {
      write(builder, content);
    } catch (IOException refusedOrUnanswered) {
      // Codes differ between stores and between kinds of requests; the object itself is certain.
      if (!fs.exists(file)) {
        throw refusedOrUnanswered;
      }
      if (!stamp.equals(stampOf(fs, file))) {
        FileAlreadyExistsException taken = new FileAlreadyExistsException(file.toString());
        taken.initCause(refusedOrUnanswered);
        throw taken;
      }
    }
  }

  private static String stampOf(FileSystem fs, Path file) throws IOException {
    byte[] stamp = fs.getXAttrs(file).get(READ_METADATA + STAMP);
    return stamp == null ? "" : new String(stamp, UTF_8);
  }

  private static void write(FSDataOutputStreamBuilder<?, ?> builder, byte[] content)
      throws IOException {
    try (OutputStream out = builder.build()) {
      out.write(content);
    }
  }
}
