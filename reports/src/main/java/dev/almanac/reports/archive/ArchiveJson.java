package dev.almanac.reports.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.DateTimeException;
import java.time.Instant;

/** How the archive writes and reads JSON: times as ISO 8601 text, NaN and infinities as text. */
final class ArchiveJson {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addModule(
              new SimpleModule()
                  .addSerializer(Instant.class, ToStringSerializer.instance)
                  .addDeserializer(Instant.class, new InstantReader()))
          .build();

  private ArchiveJson() {}

  /** Returns a value as indented JSON that ends with a line feed. */
  static String pretty(Object value) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
    } catch (JsonProcessingException exception) {
      throw new IllegalStateException("Records of plain values always become JSON", exception);
    }
  }

  /** Returns a value as JSON in one line. */
  static String compact(Object value) {
    try {
      return MAPPER.writeValueAsString(value) + "\n";
    } catch (JsonProcessingException exception) {
      throw new IllegalStateException("Records of plain values always become JSON", exception);
    }
  }

  /** Reads a record. */
  static <T> T read(String text, Class<T> type) throws JsonProcessingException {
    T value = MAPPER.readValue(text, type);
    if (value == null) {
      throw new JsonProcessingException("null is not a " + type.getSimpleName()) {
        private static final long serialVersionUID = 1L;
      };
    }
    return value;
  }

  /** Reads any JSON. */
  static JsonNode tree(String text) throws JsonProcessingException {
    return MAPPER.readTree(text);
  }

  /** Reads an instant from its text. */
  private static final class InstantReader extends FromStringDeserializer<Instant> {

    private static final long serialVersionUID = 1L;

    InstantReader() {
      super(Instant.class);
    }

    @Override
    protected Instant _deserialize(String value, DeserializationContext context)
        throws java.io.IOException {
      try {
        return Instant.parse(value);
      } catch (DateTimeException exception) {
        throw context.weirdStringException(value, Instant.class, "not an instant");
      }
    }
  }
}
