package io.voxledger.rates.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.voxledger.money.NumberProblem;
import io.voxledger.money.NumberText;
import java.math.BigDecimal;

/** JSON whose numbers keep every digit. */
final class JsonText {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private JsonText() {}

  static JsonNode parse(String text) {
    try {
      JsonNode root = MAPPER.readTree(text);
      if (root.isMissingNode()) {
        throw new InvalidPriceFile("the file is empty");
      }
      return root;
    } catch (JsonProcessingException e) {
      String place = e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
      throw new InvalidPriceFile(place + "no JSON: " + wrong(e.getOriginalMessage()), e);
    }
  }

  static String required(JsonNode node, String key, String path) {
    JsonNode value = node.path(key);
    if (!value.isTextual() || value.asText().isBlank()) {
      throw new InvalidPriceFile(path + " has no text '" + key + "'");
    }
    return value.asText();
  }

  static long wholeNumber(JsonNode node, String path) {
    try {
      if (node.isNumber()) {
        return node.decimalValue().longValueExact();
      }
    } catch (ArithmeticException fractionOrTooLarge) {
      throw new InvalidPriceFile(path + ": " + node + " is no whole number", fractionOrTooLarge);
    }
    throw new InvalidPriceFile(path + ": " + node + " is no whole number");
  }

  /** A price, exact; numbers may be written as text. */
  static BigDecimal price(JsonNode node, String path) {
    if (!node.isNumber() && !node.isTextual()) {
      throw new InvalidPriceFile(path + ": " + node + " is no price");
    }
    return price(node.asText(), path);
  }

  static BigDecimal price(String text, String path) {
    try {
      BigDecimal price = NumberText.parse(text);
      if (price.signum() < 0) {
        throw new InvalidPriceFile(path + ": a price below 0: " + text);
      }
      return price;
    } catch (NumberProblem problem) {
      throw new InvalidPriceFile(path + ": " + problem.getMessage(), problem);
    }
  }

  /** Without advice to programmers, and without what the parser calls its source. */
  private static String wrong(String message) {
    return message
        .replaceFirst(": enable `JsonReadFeature\\.\\w+` to allow$", "")
        .replaceAll("Source: REDACTED \\([^)]*\\)[,;]? ?", "");
  }
}
