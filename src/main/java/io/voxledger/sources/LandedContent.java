package io.voxledger.sources;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The text of a landed file: unpacked, without a byte order mark at its start, surely UTF-8.
 * Reading it in one pass also hashes the bytes as stored.
 *
 * <p>Reading fails with {@link UnreadableFile} when the content is not what it should be, which for
 * a truncated file shows only at its end: whatever was read before must then be thrown away.
 */
public final class LandedContent extends InputStream {
  private final HashedBytes stored;
  private final InputStream unpacked;
  private final ReadLimits limits;
  private final Utf8Check utf8 = new Utf8Check();
  private final byte[] single = new byte[1];
  private final byte[] start = new byte[3];
  private int startNext;
  private int startLimit = -1;
  private long count;
  private String hash;

  private LandedContent(HashedBytes stored, InputStream unpacked, ReadLimits limits) {
    this.stored = stored;
    this.unpacked = unpacked;
    this.limits = limits;
  }

  /**
   * Begins to read.
   *
   * @param stored the file's bytes as they are stored; closed with the content
   */
  public static LandedContent open(
      InputStream stored, LandedFormat.Packing packing, ReadLimits limits) throws IOException {
    HashedBytes hashed = new HashedBytes(stored);
    InputStream unpacked =
        switch (packing) {
          case PLAIN -> hashed;
          case GZIP -> new GzipMembers(hashed);
          case ZSTD -> new ZstdInputStreamNoFinalizer(hashed);
        };
    return new LandedContent(hashed, unpacked, limits);
  }

  @Override
  public int read() throws IOException {
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (startLimit < 0) {
      readStart();
    }
    if (startNext < startLimit && length > 0) {
      int taken = Math.min(length, startLimit - startNext);
      System.arraycopy(start, startNext, into, offset, taken);
      startNext += taken;
      return taken;
    }
    return readChecked(into, offset, length);
  }

  /**
   * All of it.
   *
   * @throws UnreadableFile when it is longer than {@code limits.document_bytes}, too
   */
  public String text() throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    byte[] buffer = new byte[64 * 1024];
    for (int n; (n = read(buffer, 0, buffer.length)) >= 0; ) {
      if (text.size() > limits.documentBytes() - n) {
        throw new UnreadableFile(
            "longer than " + limits.documentBytes() + " bytes (limits.document_bytes)");
      }
      text.write(buffer, 0, n);
    }
    return text.toString(StandardCharsets.UTF_8);
  }

  /** Reads three bytes ahead and drops them when they are a byte order mark. */
  private void readStart() throws IOException {
    startLimit = 0;
    int read;
    while (startLimit < start.length
        && (read = readChecked(start, startLimit, start.length - startLimit)) > 0) {
      startLimit += read;
    }
    boolean mark =
        startLimit == 3
            && start[0] == (byte) 0xEF
            && start[1] == (byte) 0xBB
            && start[2] == (byte) 0xBF;
    startNext = mark ? 3 : 0;
  }

  private int readChecked(byte[] into, int offset, int length) throws IOException {
    int read = readUnpacked(into, offset, length);
    if (read < 0) {
      if (stored.count() == 0 && unpacked != stored) {
        throw new UnreadableFile(
            "the compressed file is empty; copy it again from where it was made");
      }
      if (!utf8.isComplete()) {
        throw new UnreadableFile("the text ends inside a UTF-8 character");
      }
      return -1;
    }
    int bad = utf8.firstBad(into, offset, read);
    if (bad >= 0) {
      throw new UnreadableFile(
          "byte "
              + (count + bad - offset)
              + " of the text is not UTF-8; convert the file to UTF-8");
    }
    count += read;
    if (count > limits.freeBytes() && count / limits.expansion() > stored.count()) {
      throw new UnreadableFile(
          "the file unpacks to more than "
              + limits.expansion()
              + " times its size (limits.expansion)");
    }
    return read;
  }

  private int readUnpacked(byte[] into, int offset, int length) throws IOException {
    try {
      return unpacked.read(into, offset, length);
    } catch (UnreadableFile known) {
      throw known;
    } catch (IOException e) {
      if (stored.failure().isPresent()) {
        throw e;
      }
      throw new UnreadableFile("the compressed data is broken or truncated: " + e.getMessage(), e);
    }
  }

  /** SHA-256, in hex, of the bytes as stored, all of them: what was not read yet is read. */
  public String contentHash() throws IOException {
    if (hash == null) {
      hash = stored.hash();
    }
    return hash;
  }

  @Override
  public void close() throws IOException {
    unpacked.close();
  }
}
