package dev.almanac.analyses.objective;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/** Writes options as JSON. */
final class Json {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static String write(Map<String, Object> sorted) {
    try {
      return MAPPER.writeValueAsString(sorted);
    } catch (JsonProcessingException exception) {
      throw new IllegalStateException("Maps of texts are always JSON", exception);
    }
  }
}
