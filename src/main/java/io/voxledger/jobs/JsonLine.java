package io.voxledger.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;

/** A result for programs: one line of JSON. */
final class JsonLine {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private JsonLine() {}

  static String of(Map<String, ?> result) {
    try {
      return MAPPER.writeValueAsString(result);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write the result as JSON", e);
    }
  }
}
