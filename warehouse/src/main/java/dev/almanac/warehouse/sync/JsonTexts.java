package dev.almanac.warehouse.sync;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** Writes small JSON values for columns. */
final class JsonTexts {

  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonTexts() {}

  /** Returns an array of texts. */
  static String array(List<String> texts) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(text)) {
      generator.writeStartArray();
      for (String each : texts) {
        generator.writeString(each);
      }
      generator.writeEndArray();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }
}
