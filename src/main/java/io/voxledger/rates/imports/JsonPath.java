package io.voxledger.rates.imports;

/** Where a value stands in a JSON document. */
final class JsonPath {
  private JsonPath() {}

  /** A member of the root: {@code $['gpt-5.4']}. */
  static String of(String key) {
    return "$['" + key.replace("'", "\\'") + "']";
  }
}
