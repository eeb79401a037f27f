package io.voxledger.sources.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** JSON that is being written as UTF-8, into an array that is used again. */
final class JsonBytes {
  private static final int KEPT_BYTES = 1 << 20;
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private byte[] out = new byte[2048];
  private int size;

  void clear() {
    size = 0;
    if (out.length > KEPT_BYTES) {
      out = new byte[KEPT_BYTES];
    }
  }

  int size() {
    return size;
  }

  /** Holds what was written from 0 to {@link #size}; another one after more was written. */
  byte[] array() {
    return out;
  }

  void append(char ascii) {
    reserve(1);
    out[size++] = (byte) ascii;
  }

  @SuppressWarnings("deprecation") // the only copy of ASCII text that allocates nothing
  void ascii(String text) {
    int length = text.length();
    reserve(length);
    text.getBytes(0, length, out, size);
    size += length;
  }

  void ascii(char[] chars, int start, int length) {
    reserve(length);
    for (int i = 0; i < length; i++) {
      out[size + i] = (byte) chars[start + i];
    }
    size += length;
  }

  /** Any text in quotes, with the escapes that JSON requires. */
  void quoted(char[] chars, int start, int length) {
    append('"');
    int end = start + length;
    for (int i = start; i < end; i++) {
      i += writeChar(chars, i, end);
    }
    append('"');
  }

  /** Writes the character at {@code i} and says how many further ones it took. */
  private int writeChar(char[] chars, int i, int end) {
    reserve(6);
    char c = chars[i];
    if (c < 0x80) {
      writeAsciiChar(c);
    } else if (c < 0x800) {
      out[size++] = (byte) (0xC0 | c >> 6);
      out[size++] = (byte) (0x80 | c & 0x3F);
    } else if (!Character.isSurrogate(c)) {
      out[size++] = (byte) (0xE0 | c >> 12);
      out[size++] = (byte) (0x80 | c >> 6 & 0x3F);
      out[size++] = (byte) (0x80 | c & 0x3F);
    } else if (i + 1 < end && Character.isSurrogatePair(c, chars[i + 1])) {
      int point = Character.toCodePoint(c, chars[i + 1]);
      out[size++] = (byte) (0xF0 | point >> 18);
      out[size++] = (byte) (0x80 | point >> 12 & 0x3F);
      out[size++] = (byte) (0x80 | point >> 6 & 0x3F);
      out[size++] = (byte) (0x80 | point & 0x3F);
      return 1;
    } else {
      writeEscape(c); // half of a pair has no UTF-8
    }
    return 0;
  }

  private void writeAsciiChar(char c) {
    int shortEscape = "\b\t\n\f\r\"\\".indexOf(c);
    if (shortEscape >= 0) {
      out[size++] = '\\';
      out[size++] = (byte) "btnfr\"\\".charAt(shortEscape);
    } else if (c < 0x20) {
      writeEscape(c);
    } else {
      out[size++] = (byte) c;
    }
  }

  private void writeEscape(char c) {
    out[size++] = '\\';
    out[size++] = 'u';
    for (int shift = 12; shift >= 0; shift -= 4) {
      out[size++] = HEX[c >> shift & 0xF];
    }
  }

  private void reserve(int more) {
    if (size + more > out.length) {
      out = Arrays.copyOf(out, Math.max(out.length * 2, size + more));
    }
  }
}
