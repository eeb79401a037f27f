package io.voxledger.testing;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;

/**
 * Local folders, as {@code fail:/folder}, on which a run dies where a test wants it to: from then
 * on nothing is written, renamed or deleted any more, as if the process were gone. One run at a
 * time.
 */
public final class FailingFileSystem extends RawLocalFileSystem {
  public static final String SCHEME = "fail";

  private static final Map<String, Integer> SEEN = new LinkedHashMap<>();
  private static String deathAt = "";
  private static boolean dead;
  private static boolean full;
  private static String watched = "";
  private static Runnable beforeReading = () -> {};
  private static String unavailable = "";
  private static int answers;

  /** Lives, and counts places anew, until it comes to a place; empty for none. */
  public static synchronized void dieAt(String place) {
    SEEN.clear();
    deathAt = place;
    dead = false;
    full = false;
  }

  /** From a place on, the disk takes no more bytes; files can still be renamed and deleted. */
  public static synchronized void fillUpAt(String place) {
    dieAt(place);
    full = true;
  }

  /** Does something once, just before a file of that name is read. */
  public static synchronized void beforeReading(String name, Runnable task) {
    watched = name;
    beforeReading = task;
  }

  /**
   * From then on, the storage answers so many questions about the content of files of that name,
   * and no more. With an empty name it answers all.
   */
  public static synchronized void answerOnly(int questions, String name) {
    unavailable = name;
    answers = questions;
  }

  private static synchronized void answer(Path file) throws IOException {
    if (file.getName().equals(unavailable) && --answers < 0) {
      throw new IOException("503 Slow Down");
    }
  }

  private static synchronized Runnable taskBefore(Path file) {
    if (!file.getName().equals(watched)) {
      return () -> {};
    }
    watched = "";
    return beforeReading;
  }

  /** The places that were passed since {@link #dieAt}, in their order. */
  public static synchronized java.util.List<String> places() {
    return java.util.List.copyOf(SEEN.keySet());
  }

  /** Whether it came to the place. */
  public static synchronized boolean isDead() {
    return dead;
  }

  private static synchronized void pass(String kind, Path file) throws IOException {
    String place = kind + " " + what(file);
    int times = SEEN.merge(place, 1, Integer::sum);
    String numbered = times == 1 ? place : place + " again";
    SEEN.putIfAbsent(numbered, 1);
    if (numbered.equals(deathAt)) {
      dead = true;
    }
    if (dead && !(full && !kind.equals("write"))) {
      throw new IOException(full ? "No space left on device" : "the process is dead");
    }
  }

  /** The table, or the place of the warehouse, that a file belongs to. */
  private static String what(Path file) {
    String path = file.toUri().getPath();
    Path above = file;
    while (above.getParent() != null && !above.getParent().getName().startsWith("warehouse")) {
      above = above.getParent();
    }
    String name = above.getName().startsWith("_probe") ? "_probe" : above.getName();
    return path.contains("/_delta_log") ? name + " log" : name;
  }

  @Override
  public URI getUri() {
    return URI.create(SCHEME + ":///");
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FSDataOutputStream create(
      Path file,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    pass("write", file);
    return new FSDataOutputStream(
        new Mortal(super.create(file, overwrite, bufferSize, replication, blockSize, progress)),
        null);
  }

  @Override
  public FSDataInputStream open(Path file, int bufferSize) throws IOException {
    taskBefore(file).run();
    answer(file);
    return new FSDataInputStream(new Answers(file, super.open(file, bufferSize)));
  }

  /** The parent's reads permissions later, and only of {@code file:} addresses. */
  @Override
  public FileStatus getFileStatus(Path file) throws IOException {
    return withoutPermissions(super.getFileStatus(file));
  }

  @Override
  public FileStatus[] listStatus(Path folder) throws IOException {
    return Stream.of(super.listStatus(folder))
        .map(FailingFileSystem::withoutPermissions)
        .toArray(FileStatus[]::new);
  }

  private static FileStatus withoutPermissions(FileStatus status) {
    return new FileStatus(
        status.getLen(),
        status.isDirectory(),
        status.getReplication(),
        status.getBlockSize(),
        status.getModificationTime(),
        status.getPath());
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    pass("rename", to);
    return super.rename(from, to);
  }

  @Override
  public boolean delete(Path file, boolean recursive) throws IOException {
    pass("delete", file);
    return super.delete(file, recursive);
  }

  /** The content of a file, as long as the storage answers. */
  private static final class Answers extends FSInputStream {
    private final Path file;
    private final FSDataInputStream stored;

    Answers(Path file, FSDataInputStream stored) {
      this.file = file;
      this.stored = stored;
    }

    @Override
    public void seek(long position) throws IOException {
      stored.seek(position);
    }

    @Override
    public long getPos() throws IOException {
      return stored.getPos();
    }

    @Override
    public boolean seekToNewSource(long position) {
      return false;
    }

    @Override
    public int read() throws IOException {
      answer(file);
      return stored.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      answer(file);
      return stored.read(into, offset, length);
    }

    @Override
    public void close() throws IOException {
      stored.close();
    }
  }

  /** What was begun before the death stays half written. */
  private static final class Mortal extends FilterOutputStream {
    Mortal(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      synchronized (FailingFileSystem.class) {
        if (dead) {
          throw new IOException(full ? "No space left on device" : "the process is dead");
        }
      }
      out.write(bytes, offset, length);
    }
  }
}
