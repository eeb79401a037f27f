package io.voxledger.sources;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** Text in a column that may itself be JSON. */
public final class JsonInText {
  private static final JsonFactory JSON = new JsonFactory();

  private JsonInText() {}

  /** Whether it is one whole object or list: what follows it could pass for other fields. */
  public static boolean isStructure(String text) {
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
