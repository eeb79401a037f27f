package io.voxledger.sources.spark;

import io.voxledger.lake.LocalFiles;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** A Parquet file as it lies there, with the storage's own failures remembered. */
final class StoredParquet implements InputFile {
  private final FileSystem files;
  private final Path path;
  private final long length;
  private IOException failure;

  private StoredParquet(FileSystem files, Path path, long length) {
    this.files = files;
    this.path = path;
    this.length = length;
  }

  static StoredParquet of(Path path, Configuration hadoop) throws IOException {
    FileSystem files = LocalFiles.withoutChecksums(path.getFileSystem(hadoop));
    return new StoredParquet(files, path, files.getFileStatus(path).getLen());
  }

  /** Why the storage could not deliver, which says nothing about the file's content. */
  Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public long getLength() {
    return length;
  }

  @Override
  public SeekableInputStream newStream() throws IOException {
    return new Stream(asked(() -> files.open(path)));
  }

  /** Something that is asked of the storage. */
  private interface Request<T> {
    T ask() throws IOException;
  }

  /** A damaged file tells places behind its end; that is no failure of the storage. */
  private <T> T asked(Request<T> request) throws IOException {
    try {
      return request.ask();
    } catch (EOFException ofContent) {
      throw ofContent;
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  private final class Stream extends DelegatingSeekableInputStream {
    private final FSDataInputStream stored;

    Stream(FSDataInputStream stored) {
      super(new Remembering(stored));
      this.stored = stored;
    }

    @Override
    public long getPos() throws IOException {
      return stored.getPos();
    }

    @Override
    public void seek(long position) throws IOException {
      if (position < 0 || position > length) {
        throw new EOFException("the file has " + length + " bytes, and tells of byte " + position);
      }
      asked(
          () -> {
            stored.seek(position);
            return position;
          });
    }
  }

  private final class Remembering extends InputStream {
    private final FSDataInputStream stored;

    Remembering(FSDataInputStream stored) {
      this.stored = stored;
    }

    @Override
    public int read() throws IOException {
      return asked(stored::read);
    }

    @Override
    public int read(byte[] into, int offset, int wanted) throws IOException {
      return asked(() -> stored.read(into, offset, wanted));
    }

    @Override
    public long skip(long bytes) throws IOException {
      return asked(() -> stored.skip(bytes));
    }

    @Override
    public void close() throws IOException {
      stored.close();
    }
  }
}
