package io.voxledger.sources.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks at eight bytes at a time. */
final class PlainBytes {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long ONES = 0x0101010101010101L;
  private static final long BACKSLASHES = 0x5C5C5C5C5C5C5C5CL;

  private PlainBytes() {}

  /** Whether there is neither a backslash nor a byte beyond ASCII. */
  static boolean isPlainJson(byte[] bytes, int offset, int length) {
    int i = offset;
    int end = offset + length;
    for (; i + 8 <= end; i += 8) {
      long word = (long) LONGS.get(bytes, i);
      long slashes = word ^ BACKSLASHES;
      long zeroBytes = (slashes - ONES) & ~slashes;
      if (((word | zeroBytes) & HIGH_BITS) != 0) {
        return false;
      }
    }
    for (; i < end; i++) {
      if (bytes[i] < 0 || bytes[i] == '\\') {
        return false;
      }
    }
    return true;
  }

  /** Jackson would take NUL among the first four bytes for UTF-16 or UTF-32. */
  static boolean hasNulAhead(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + Math.min(4, length); i++) {
      if (bytes[i] == 0) {
        return true;
      }
    }
    return false;
  }
}
