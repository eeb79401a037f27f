package io.voxledger.sources.json;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The canonical form of a tape's document: keys in code point order, the last value of a repeated
 * key, no spaces, numbers as written, strings with the escapes that JSON requires and no others.
 * Made once per document, when first asked for; the form of an inner value is a part of the
 * document's.
 */
final class CanonicalJson {
  private static final int SORTED_IN_PLACE = 48;
  private static final int DIGEST_BYTES = 16;

  private final JsonTape tape;
  private final MessageDigest sha256 = newSha256();
  private final byte[] hash = new byte[32];
  private final JsonBytes out = new JsonBytes();
  private int[] from = new int[128];
  private int[] until = new int[128];
  private int[] order = new int[128];
  private boolean made;

  CanonicalJson(JsonTape tape) {
    this.tape = tape;
  }

  void clear() {
    made = false;
    out.clear();
  }

  /** The canonical text of the value at an index. */
  String text(int index) {
    make();
    return new String(out.array(), from[index], until[index] - from[index], StandardCharsets.UTF_8);
  }

  /** The canonical text of the document with 0 in the place of a value. */
  String textWithout(int index) {
    make();
    int behind = out.size() - until[index];
    byte[] rest = Arrays.copyOf(out.array(), from[index] + 1 + behind);
    rest[from[index]] = '0';
    System.arraycopy(out.array(), until[index], rest, from[index] + 1, behind);
    return new String(rest, StandardCharsets.UTF_8);
  }

  /** The first 16 bytes, in hex, of the SHA-256 of the canonical text. */
  String digest(int index) {
    make();
    sha256.update(out.array(), from[index], until[index] - from[index]);
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
    from[index] = out.size();
    switch (tape.type(index)) {
      case OBJECT -> writeObject(index, used);
      case ARRAY -> writeArray(index, used);
      case TEXT -> writeText(index);
      case NUMBER -> out.ascii(tape.chars(), tape.start(index), tape.length(index));
      case TRUE -> out.ascii("true");
      case FALSE -> out.ascii("false");
      case NULL, MISSING -> out.ascii("null");
    }
    until[index] = out.size();
  }

  private void writeArray(int array, int used) {
    out.append('[');
    int end = tape.next(array);
    for (int i = array + 1; i < end; i = tape.next(i)) {
      if (i > array + 1) {
        out.append(',');
      }
      write(i, used);
    }
    out.append(']');
  }

  private void writeObject(int object, int used) {
    int top = sortKeys(object, used);
    out.append('{');
    boolean first = true;
    for (int i = used; i < top; i++) {
      int child = order[i];
      String name = tape.name(child);
      if (i + 1 < top && name.equals(tape.name(order[i + 1]))) {
        continue;
      }
      if (!first) {
        out.append(',');
      }
      first = false;
      writeName(name);
      out.append(':');
      write(child, top);
    }
    out.append('}');
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

  private void writeText(int index) {
    if (tape.isPlain()) {
      out.append('"');
      out.ascii(tape.chars(), tape.start(index), tape.length(index));
      out.append('"');
    } else {
      out.quoted(tape.chars(), tape.start(index), tape.length(index));
    }
  }

  private void writeName(String name) {
    if (tape.isPlain()) {
      out.append('"');
      out.ascii(name);
      out.append('"');
    } else {
      char[] chars = name.toCharArray();
      out.quoted(chars, 0, chars.length);
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
