package io.voxledger.sources.json;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The canonical form of a tape's document: keys in code point order, the last value of a repeated key, no spaces, numbers as
 * written, strings with the escapes that JSON requires and no others. Made once per document, when first asked for; the form
 * of an inner value is a part of the document's.
 */
final class CanonicalJson {
  private static final int SORTED_IN_PLACE = 48;
  private static final int KEPT_BYTES = 1 << 20;
  private static final int DIGEST_BYTES = 16;
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final JsonTape tape;
  private final MessageDigest sha256 = newSha256();
  private final byte[] hash = new byte[32];
  private byte[] out = new byte[2048];
  private int size;
  private int[] from = new int[128];
  private int[] until = new int[128];
  private int[] order = new int[128];
  private boolean made;

  CanonicalJson(JsonTape tape) {
    this.tape = tape;
  }

  void clear() {
    made = false;
    size = 0;
    if (out.length > KEPT_BYTES) {
      out = new byte[KEPT_BYTES];
    }
  }

  /** The canonical text of the value at an index. */
  String text(int index) {
    make();
    return new String(out, from[index], until[index] - from[index], StandardCharsets.UTF_8);
  }

  /** The canonical text of the document with 0 in the place of a value. */
  String textWithout(int index) {
    make();
    byte[] rest = Arrays.copyOf(out, from[index] + 1 + size - until[index]);
    rest[from[index]] = '0';
    System.arraycopy(out, until[index], rest, from[index] + 1, size - until[index]);
    return new String(rest, StandardCharsets.UTF_8);
  }

  /** The first 16 bytes, in hex, of the SHA-256 of the canonical text. */
  String digest(int index) {
    make();
    sha256.update(out, from[index], until[index] - from[index]);
    try {
      sha256.digest(hash, 0, hash.length);
    } catch (java.security.DigestException impossible) {
      throw new IllegalStateException("SHA-256 has 32 bytes", impossible);
    }
    return HexFormat.of().formatHex(hash, 0, DIGEST_BYTES);
  }

  private void make() {
    if (made) {
      return;
    }
    if (from.length < tape.size()) {
      from = new int[tape.size() * 2];
      until = new int[from.length];
    }
    write(0, 0);
    made = true;
  }

  /** Writes a value; {@code used} is how much of {@link #order} the values around it need. */
  private void write(int index, int used) {
    from[index] = size;
    switch (tape.type(index)) {
      case OBJECT -> writeObject(index, used);
      case ARRAY -> writeArray(index, used);
      case TEXT -> writeText(tape.chars(), tape.start(index), tape.length(index));
      case NUMBER -> writeAscii(tape.chars(), tape.start(index), tape.length(index));
      case TRUE -> writeWord("true");
      case FALSE -> writeWord("false");
      case NULL, MISSING -> writeWord("null");
    }
    until[index] = size;
  }

  private void writeArray(int array, int used) {
    append('[');
    int end = tape.next(array);
    for (int i = array + 1; i < end; i = tape.next(i)) {
      if (i > array + 1) {
        append(',');
      }
      write(i, used);
    }
    append(']');
  }

  private void writeObject(int object, int used) {
    int top = sortKeys(object, used);
    append('{');
    boolean first = true;
    for (int i = used; i < top; i++) {
      int child = order[i];
      String name = tape.name(child);
      if (i + 1 < top && name.equals(tape.name(order[i + 1]))) {
        continue;
      }
      if (!first) {
        append(',');
      }
      first = false;
      writeName(name);
      append(':');
      write(child, top);
    }
    append('}');
  }

  /** Puts an object's children in order of their keys, repeated keys in order of appearance. */
  private int sortKeys(int object, int used) {
    int top = used;
    int end = tape.next(object);
    for (int i = object + 1; i < end; i = tape.next(i)) {
      if (top == order.length) {
        order = Arrays.copyOf(order, top * 2);
      }
      order[top++] = i;
    }
    if (top - used > SORTED_IN_PLACE) {
      sortMany(used, top);
    } else {
      sortFew(used, top);
    }
    return top;
  }

  private void sortFew(int start, int end) {
    for (int i = start + 1; i < end; i++) {
      int moved = order[i];
      String name = tape.name(moved);
      int place = i;
      while (place > start && compare(tape.name(order[place - 1]), name) > 0) {
        order[place] = order[place - 1];
        place--;
      }
      order[place] = moved;
    }
  }

  private void sortMany(int start, int end) {
    Integer[] children = new Integer[end - start];
    Arrays.setAll(children, i -> order[start + i]);
    Arrays.sort(children, (a, b) -> compare(tape.name(a), tape.name(b)));
    for (int i = start; i < end; i++) {
      order[i] = children[i - start];
    }
  }

  private int compare(String one, String other) {
    return tape.isPlain() ? one.compareTo(other) : compareCodePoints(one, other);
  }

  /** Order of Unicode code points, where {@link String#compareTo} puts surrogates before U+E000. */
  static int compareCodePoints(String one, String other) {
    int shared = Math.min(one.length(), other.length());
    for (int i = 0; i < shared; i++) {
      char a = one.charAt(i);
      char b = other.charAt(i);
      if (a != b) {
        return rank(a) - rank(b);
      }
    }
    return one.length() - other.length();
  }

  private static int rank(char c) {
    if (c < Character.MIN_SURROGATE) {
      return c;
    }
    return c > Character.MAX_SURROGATE ? c - 0x800 : c + 0x2000;
  }

  private void writeName(String name) {
    if (tape.isPlain()) {
      int length = name.length();
      reserve(length + 2);
      out[size++] = '"';
      latin1(name, length);
      out[size++] = '"';
    } else {
      char[] chars = name.toCharArray();
      writeText(chars, 0, chars.length);
    }
  }

  @SuppressWarnings("deprecation") // the only copy of ASCII text that allocates nothing
  private void latin1(String name, int length) {
    name.getBytes(0, length, out, size);
    size += length;
  }

  private void writeText(char[] chars, int start, int length) {
    if (tape.isPlain()) {
      reserve(length + 2);
      out[size++] = '"';
      writeAscii(chars, start, length);
      append('"');
      return;
    }
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

  private void writeAscii(char[] chars, int start, int length) {
    reserve(length);
    for (int i = 0; i < length; i++) {
      out[size + i] = (byte) chars[start + i];
    }
    size += length;
  }

  private void writeWord(String word) {
    reserve(word.length());
    latin1(word, word.length());
  }

  private void append(char ascii) {
    reserve(1);
    out[size++] = (byte) ascii;
  }

  private void reserve(int more) {
    if (size + more > out.length) {
      out = Arrays.copyOf(out, Math.max(out.length * 2, size + more));
    }
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
