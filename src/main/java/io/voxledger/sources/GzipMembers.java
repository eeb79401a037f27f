package io.voxledger.sources;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A gzip file of one or several members (RFC 1952), read strictly: {@link
 * java.util.zip.GZIPInputStream} takes a second member that is cut in its header, or garbage, for
 * the end of the file. Zeros after the last member are padding.
 */
final class GzipMembers extends InputStream {
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  private final HashedBytes packed;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] input = new byte[16 * 1024];
  private final byte[] single = new byte[1];
  private boolean inMember;
  private boolean ended;
  private boolean any;

  /** The compressed bytes not yet taken by the inflater stand at the end of {@link #input}. */
  private int next;

  private int limit;

  GzipMembers(HashedBytes packed) {
    this.packed = packed;
  }

  @Override
  public int read() throws IOException {
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!ended) {
      if (!inMember && !openMember()) {
        ended = true;
        return -1;
      }
      int produced = inflate(into, offset, length);
      if (produced > 0) {
        crc.update(into, offset, produced);
        return produced;
      }
      if (inflater.finished()) {
        closeMember();
      }
    }
    return -1;
  }

  private int inflate(byte[] into, int offset, int length) throws IOException {
    try {
      int produced = inflater.inflate(into, offset, length);
      if (produced == 0 && inflater.needsInput()) {
        fillInput();
        inflater.setInput(input, next, limit - next);
      } else if (produced == 0 && inflater.needsDictionary()) {
        throw new UnreadableFile("gzip data wants a preset dictionary");
      }
      next = limit - inflater.getRemaining();
      return produced;
    } catch (DataFormatException broken) {
      throw new UnreadableFile("gzip data is broken: " + broken.getMessage(), broken);
    }
  }

  private boolean openMember() throws IOException {
    if (any && !skipPadding()) {
      return false;
    }
    if (take() != 0x1F || take() != 0x8B || take() != 8) {
      throw new UnreadableFile(
          any ? "there are bytes after the end of the gzip data" : "this is not a gzip file");
    }
    int flags = take();
    skip(6); // time, extra flags, system
    if ((flags & EXTRA) != 0) {
      skip(take() | take() << 8);
    }
    skipText(flags & NAME);
    skipText(flags & COMMENT);
    if ((flags & HEADER_CRC) != 0) {
      skip(2);
    }
    inflater.reset();
    inflater.setInput(input, next, limit - next);
    crc.reset();
    inMember = true;
    any = true;
    return true;
  }

  private void closeMember() throws IOException {
    long size = inflater.getBytesWritten();
    if (takeInt() != crc.getValue() || takeInt() != (size & 0xFFFFFFFFL)) {
      throw new UnreadableFile("gzip data does not match its checksum");
    }
    inMember = false;
  }

  /** Whether another member begins after zeros, if any. */
  private boolean skipPadding() throws IOException {
    while (next < limit || refill()) {
      if (input[next] != 0) {
        return true;
      }
      next++;
    }
    return false;
  }

  private void skipText(int flag) throws IOException {
    while (flag != 0 && take() != 0) {
      continue;
    }
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      take();
    }
  }

  private long takeInt() throws IOException {
    return take() | take() << 8 | take() << 16 | (long) take() << 24;
  }

  private int take() throws IOException {
    if (next == limit) {
      fillInput();
    }
    return input[next++] & 0xFF;
  }

  private void fillInput() throws IOException {
    if (!refill()) {
      throw new UnreadableFile("the gzip file is truncated; copy it again from where it was made");
    }
  }

  private boolean refill() throws IOException {
    next = 0;
    limit = Math.max(0, packed.read(input, 0, input.length));
    return limit > 0;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    packed.close();
  }
}
