package io.voxledger.sources.bills;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.voxledger.screening.Reason;
import io.voxledger.screening.RowProblem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON document as maps, lists, text, booleans and {@link JsonNumber}, so that no number loses a
 * digit on the way.
 */
final class JsonDocument {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private JsonDocument() {}

  /**
   * Reads one object.
   *
   * @throws RowProblem {@code malformed_json} or {@code not_an_object}
   */
  static JsonObject object(String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() == null) {
        throw new RowProblem(Reason.MALFORMED_JSON, "the document is empty");
      }
      Object value = value(parser);
      if (parser.nextToken() != null) {
        throw new RowProblem(Reason.MALFORMED_JSON, "more text follows the document");
      }
      return JsonObject.of(value, "the document");
    } catch (IOException e) {
      throw new RowProblem(Reason.MALFORMED_JSON, firstLine(e));
    }
  }

  private static Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> map(parser);
      case START_ARRAY -> list(parser);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonNumber(parser.getText());
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      case VALUE_NULL -> null;
      case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("a value cannot begin with " + parser.currentToken());
    };
  }

  private static Map<String, Object> map(JsonParser parser) throws IOException {
    Map<String, Object> map = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      map.put(name, value(parser));
    }
    return map;
  }

  private static List<Object> list(JsonParser parser) throws IOException {
    List<Object> list = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      list.add(value(parser));
    }
    return list;
  }

  private static String firstLine(IOException e) {
    return e.getMessage().lines().findFirst().orElse("it is no JSON");
  }
}
