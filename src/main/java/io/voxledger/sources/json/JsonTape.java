package io.voxledger.sources.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.voxledger.screening.Reason;
import io.voxledger.screening.RowProblem;
import java.io.IOException;
import java.util.Arrays;

/**
 * One JSON document laid out flat, in arrays that the next document reuses. A tape belongs to one
 * thread; its values are valid until the next {@link #read}.
 *
 * <p>Text is unescaped, numbers stay as written, a repeated key keeps its last value. NaN and
 * Infinity are numbers here, so that the field they stand in can be judged.
 */
public final class JsonTape {
  /** How deep objects and arrays may be nested. */
  public static final int MAX_DEPTH = 1000;

  private static final int KEPT_NODES = 1 << 16;
  private static final int KEPT_CHARS = 1 << 20;
  private static final JsonType[] TYPES = JsonType.values();
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          // Otherwise the names of earlier rows could decide whether a row is read.
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private byte[] types = new byte[128];
  private int[] starts = new int[128];
  private int[] lengths = new int[128];
  private int[] nexts = new int[128];
  private String[] names = new String[128];
  private char[] chars = new char[2048];
  private final int[] open = new int[MAX_DEPTH + 1];
  private int size;
  private int charCount;
  private boolean plain;
  private final CanonicalJson canonical = new CanonicalJson(this);
  private JsonTape nested;

  /**
   * Takes the place of whatever was here before.
   *
   * @throws RowProblem {@code malformed_json} when the bytes are not exactly one JSON document
   */
  public void read(byte[] utf8, int offset, int length) {
    clear();
    if (PlainBytes.hasNulAhead(utf8, offset, length)) {
      throw malformed("a NUL character", 1);
    }
    plain = PlainBytes.isPlainJson(utf8, offset, length);
    try (JsonParser parser = FACTORY.createParser(utf8, offset, length)) {
      fill(parser);
    } catch (JsonProcessingException refused) {
      int column = refused.getLocation() == null ? 0 : refused.getLocation().getColumnNr();
      throw malformed(refused.getOriginalMessage(), column);
    } catch (IOException refused) {
      throw malformed(refused.getMessage(), 0);
    }
  }

  /** The document. */
  public JsonValue root() {
    return new JsonValue(this, 0);
  }

  /**
   * A second tape for JSON that stands as text inside this document; there is only one, and each
   * reading replaces it.
   */
  public JsonTape nested() {
    if (nested == null) {
      nested = new JsonTape();
    }
    return nested;
  }

  private void fill(JsonParser parser) throws IOException {
    String name = null;
    int depth = 0;
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw malformed("an empty document", 0);
    }
    do {
      switch (token) {
        case FIELD_NAME -> {
          name = parser.currentName();
          token = parser.nextToken();
          continue;
        }
        case START_OBJECT -> open[depth++] = add(JsonType.OBJECT, name);
        case START_ARRAY -> open[depth++] = add(JsonType.ARRAY, name);
        case END_OBJECT, END_ARRAY -> nexts[open[--depth]] = size;
        case VALUE_STRING -> addText(parser, add(JsonType.TEXT, name));
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> addText(parser, add(JsonType.NUMBER, name));
        case VALUE_TRUE -> add(JsonType.TRUE, name);
        case VALUE_FALSE -> add(JsonType.FALSE, name);
        case VALUE_NULL, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE -> add(JsonType.NULL, name);
      }
      name = null;
      token = parser.nextToken();
    } while (depth > 0);
    if (token != null) {
      throw malformed("more than one value", parser.currentTokenLocation().getColumnNr());
    }
  }

  private int add(JsonType type, String name) {
    if (size == types.length) {
      resize(size * 2);
    }
    types[size] = (byte) type.ordinal();
    names[size] = name;
    nexts[size] = size + 1;
    return size++;
  }

  private void addText(JsonParser parser, int index) throws IOException {
    int length = parser.getTextLength();
    if (charCount + length > chars.length) {
      chars = Arrays.copyOf(chars, Math.max(chars.length * 2, charCount + length));
    }
    System.arraycopy(parser.getTextCharacters(), parser.getTextOffset(), chars, charCount, length);
    starts[index] = charCount;
    lengths[index] = length;
    charCount += length;
  }

  private void clear() {
    Arrays.fill(names, 0, size, null);
    size = 0;
    charCount = 0;
    canonical.clear();
    if (types.length > KEPT_NODES) {
      resize(KEPT_NODES);
    }
    if (chars.length > KEPT_CHARS) {
      chars = new char[KEPT_CHARS];
    }
  }

  private void resize(int capacity) {
    types = Arrays.copyOf(types, capacity);
    starts = Arrays.copyOf(starts, capacity);
    lengths = Arrays.copyOf(lengths, capacity);
    nexts = Arrays.copyOf(nexts, capacity);
    names = Arrays.copyOf(names, capacity);
  }

  private static RowProblem malformed(String what, int column) {
    String shown = what == null ? "not JSON" : what.lines().findFirst().orElse("not JSON");
    String place = column > 0 ? " at character " + column : "";
    return new RowProblem(
        Reason.MALFORMED_JSON,
        "not one JSON document" + place + ": " + shown.substring(0, Math.min(200, shown.length())));
  }

  JsonType type(int index) {
    return index < 0 ? JsonType.MISSING : TYPES[types[index]];
  }

  /** The value of a key, the last one where it is repeated; −1 when there is none. */
  int find(int object, String name) {
    if (type(object) != JsonType.OBJECT) {
      return -1;
    }
    int found = -1;
    int end = nexts[object];
    for (int i = object + 1; i < end; i = nexts[i]) {
      if (name.equals(names[i])) {
        found = i;
      }
    }
    return found;
  }

  String name(int index) {
    return index < 0 ? null : names[index];
  }

  String text(int index) {
    return new String(chars, starts[index], lengths[index]);
  }

  boolean textEquals(int index, String text) {
    if (lengths[index] != text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (chars[starts[index] + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  int next(int index) {
    return nexts[index];
  }

  int size() {
    return size;
  }

  /** Whether the source had neither escapes nor characters beyond ASCII. */
  boolean isPlain() {
    return plain;
  }

  char[] chars() {
    return chars;
  }

  int start(int index) {
    return starts[index];
  }

  int length(int index) {
    return lengths[index];
  }

  CanonicalJson canonical() {
    return canonical;
  }
}
