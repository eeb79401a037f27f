package io.voxledger.sources.json;

import static io.voxledger.sources.json.JsonType.ARRAY;
import static io.voxledger.sources.json.JsonType.NULL;
import static io.voxledger.sources.json.JsonType.NUMBER;
import static io.voxledger.sources.json.JsonType.OBJECT;
import static io.voxledger.sources.json.JsonType.TEXT;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A place in a tape's document, valid until the tape reads the next one. A place where nothing
 * stands is a value too: it is {@link #isAbsent() absent}, and so is everything in it.
 */
public final class JsonValue {
  private static final int MAX_PLAIN_DIGITS = 18;

  private final JsonTape tape;
  private final int index;

  JsonValue(JsonTape tape, int index) {
    this.tape = tape;
    this.index = index;
  }

  public JsonType type() {
    return tape.type(index);
  }

  public boolean isObject() {
    return type() == OBJECT;
  }

  public boolean isArray() {
    return type() == ARRAY;
  }

  /** Whether nothing stands here, or null. */
  public boolean isAbsent() {
    return index < 0 || type() == NULL;
  }

  /** Whether text or a number stands here. */
  public boolean isScalar() {
    JsonType type = type();
    return type == TEXT || type == NUMBER;
  }

  /** The key that the value stands under; empty in arrays, and where nothing stands. */
  public String name() {
    String name = tape.name(index);
    return name == null ? "" : name;
  }

  /**
   * The value under a key, the last one where the key is repeated; absent when this is no object.
   */
  public JsonValue field(String name) {
    return new JsonValue(tape, tape.find(index, name));
  }

  /** The value under the first key or, where that is absent, under the second. */
  public JsonValue field(String name, String otherName) {
    int found = tape.find(index, name);
    if (found < 0 || tape.type(found) == NULL) {
      int other = tape.find(index, otherName);
      found = other < 0 ? found : other;
    }
    return new JsonValue(tape, found);
  }

  /** Unescaped text, or a number as written; empty for anything else. */
  public Optional<String> text() {
    return isScalar() ? Optional.of(tape.text(index)) : Optional.empty();
  }

  public boolean isTrue() {
    return type() == JsonType.TRUE;
  }

  /** A tape for JSON that stands as text in this document: see {@link JsonTape#nested}. */
  public JsonTape nestedTape() {
    return tape.nested();
  }

  /** Whether this is that text. */
  public boolean is(String text) {
    return type() == TEXT && tape.textEquals(index, text);
  }

  /** The values of an array, in order; empty for anything else. */
  public List<JsonValue> items() {
    if (!isArray()) {
      return List.of();
    }
    List<JsonValue> items = new ArrayList<>();
    for (int i = index + 1; i < tape.next(index); i = tape.next(i)) {
      items.add(new JsonValue(tape, i));
    }
    return items;
  }

  /**
   * The values of an object by key, in order of appearance, the last one of a repeated key; empty
   * for anything else.
   */
  public Map<String, JsonValue> fields() {
    if (!isObject()) {
      return Map.of();
    }
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    for (int i = index + 1; i < tape.next(index); i = tape.next(i)) {
      fields.put(tape.name(i), new JsonValue(tape, i));
    }
    return fields;
  }

  /** Whether it is an object all of whose keys are among some. */
  public boolean hasOnly(Set<String> keys) {
    if (!isObject()) {
      return false;
    }
    for (int i = index + 1; i < tape.next(index); i = tape.next(i)) {
      if (!keys.contains(tape.name(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Text or a number of the form {@code 123} or {@code 123.45}, optionally negative, times ten to
   * the {@code scale}; empty when it is of another form, has more decimals, or more digits than a
   * long surely holds.
   */
  public OptionalLong plainDecimal(int scale) {
    if (!isScalar()) {
      return OptionalLong.empty();
    }
    char[] chars = tape.chars();
    int start = tape.start(index);
    int end = start + tape.length(index);
    boolean negative = start < end && chars[start] == '-';
    int first = negative ? start + 1 : start;
    int point = -1;
    long value = 0;
    for (int i = first; i < end; i++) {
      int digit = chars[i] - '0';
      if (digit >= 0 && digit <= 9) {
        value = value * 10 + digit;
      } else if (chars[i] == '.' && point < 0 && i > first && i + 1 < end) {
        point = i;
      } else {
        return OptionalLong.empty();
      }
    }
    int missing = scale - (point < 0 ? 0 : end - point - 1);
    if (first == end || missing < 0 || end - first + missing > MAX_PLAIN_DIGITS) {
      return OptionalLong.empty();
    }
    for (int i = 0; i < missing; i++) {
      value *= 10;
    }
    return OptionalLong.of(negative ? -value : value);
  }

  /** The canonical JSON of this value: see {@link CanonicalJson}. */
  public String canonicalText() {
    return tape.canonical().text(present());
  }

  /**
   * The canonical JSON of the whole document with 0 in the place of this value. Documents that are
   * equal here are ordered by it as they are by their own canonical JSON.
   */
  public String canonicalTextAround() {
    return tape.canonical().textWithout(present());
  }

  /** The first 16 bytes, in hex, of SHA-256 over the canonical JSON of this value. */
  public String digest() {
    return tape.canonical().digest(present());
  }

  private int present() {
    if (index < 0) {
      throw new IllegalStateException("nothing stands here, so it has no canonical form");
    }
    return index;
  }
}
