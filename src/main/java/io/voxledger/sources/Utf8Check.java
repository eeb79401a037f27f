package io.voxledger.sources;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Whether a stream of bytes is UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing
 * above U+10FFFF, no unfinished character at the end. Chunks may split characters.
 */
final class Utf8Check {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH_BITS = 0x8080808080808080L;

  private int missing;
  private int lowest = 0x80;
  private int highest = 0xBF;

  /**
   * The index of the first byte that cannot stand where it does, or −1 when the chunk is fine so
   * far.
   */
  int firstBad(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int i = offset;
    while (i < end) {
      if (missing == 0) {
        i = skipAscii(bytes, i, end);
        if (i == end) {
          return -1;
        }
      }
      if (!accept(bytes[i] & 0xFF)) {
        return i;
      }
      i++;
    }
    return -1;
  }

  /** Whether the bytes so far end with a whole character. */
  boolean isComplete() {
    return missing == 0;
  }

  private static int skipAscii(byte[] bytes, int start, int end) {
    int i = start;
    while (i + 8 <= end && ((long) LONGS.get(bytes, i) & HIGH_BITS) == 0) {
      i += 8;
    }
    while (i < end && bytes[i] >= 0) {
      i++;
    }
    return i;
  }

  private boolean accept(int b) {
    if (missing > 0) {
      boolean fits = b >= lowest && b <= highest;
      missing--;
      lowest = 0x80;
      highest = 0xBF;
      return fits;
    }
    if (b < 0x80) {
      return true;
    }
    if (b >= 0xC2 && b <= 0xDF) {
      missing = 1;
    } else if (b >= 0xE0 && b <= 0xEF) {
      missing = 2;
      lowest = b == 0xE0 ? 0xA0 : 0x80;
      highest = b == 0xED ? 0x9F : 0xBF;
    } else if (b >= 0xF0 && b <= 0xF4) {
      missing = 3;
      lowest = b == 0xF0 ? 0x90 : 0x80;
      highest = b == 0xF4 ? 0x8F : 0xBF;
    } else {
      return false;
    }
    return true;
  }
}
