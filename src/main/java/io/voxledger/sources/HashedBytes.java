package io.voxledger.sources;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A file's bytes as stored: buffered, counted, hashed, and with the storage's own failures
 * remembered.
 */
final class HashedBytes extends InputStream {
  private final InputStream stored;
  private final MessageDigest sha256;
  private final byte[] buffer = new byte[64 * 1024];
  private int next;
  private int limit;
  private long count;
  private boolean ended;
  private IOException failure;

  HashedBytes(InputStream stored) {
    this.stored = stored;
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  @Override
  public int read() throws IOException {
    return fill() ? buffer[next++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int taken = Math.min(length, limit - next);
    System.arraycopy(buffer, next, into, offset, taken);
    next += taken;
    return taken;
  }

  /** Makes sure that the buffer holds a byte; false at the end of the file. */
  boolean fill() throws IOException {
    while (next == limit && !ended) {
      next = 0;
      limit = Math.max(0, readStored());
      sha256.update(buffer, 0, limit);
      count += limit;
    }
    return next < limit;
  }

  private int readStored() throws IOException {
    try {
      int read = stored.read(buffer, 0, buffer.length);
      ended = read < 0;
      return read;
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    stored.close();
  }

  long count() {
    return count;
  }

  /** Why the storage could not deliver, which says nothing about the file's content. */
  Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  /** SHA-256 of all bytes, in hex; reads to the end first. To be asked once. */
  String hash() throws IOException {
    while (fill()) {
      next = limit;
    }
    return HexFormat.of().formatHex(sha256.digest());
  }
}
