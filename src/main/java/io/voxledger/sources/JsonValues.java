package io.voxledger.sources;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.OutputStream;

/** Writes text that may itself be JSON, as columns of tables often are. */
public final class JsonValues {
  private static final JsonFactory JSON = new JsonFactory();

  private JsonValues() {}

  public static JsonGenerator generator(OutputStream out) throws IOException {
    return JSON.createGenerator(out);
  }

  /** Writes an object or list as one, any other text as text. */
  public static void write(String text, JsonGenerator json) throws IOException {
    if (isStructure(text)) {
      json.writeRawValue(text);
    } else {
      json.writeString(text);
    }
  }

  /** Whether it is one whole object or list: what follows it could pass for other fields. */
  private static boolean isStructure(String text) {
    String start = text.stripLeading();
    if (!start.startsWith("{") && !start.startsWith("[")) {
      return false;
    }
    try (JsonParser parser = JSON.createParser(text)) {
      parser.nextToken();
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (IOException noJson) {
      return false;
    }
  }
}
