package dev.almanac.reports.param;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;

/** Writes a list of texts as a JSON array: the form in which a query takes a list. */
final class JsonTexts {

  private static final JsonMapper MAPPER = new JsonMapper();

  private JsonTexts() {}

  static String of(List<String> texts) {
    try {
      return MAPPER.writeValueAsString(texts);
    } catch (JsonProcessingException exception) {
      throw new IllegalStateException("A list of texts always becomes JSON", exception);
    }
  }
}
