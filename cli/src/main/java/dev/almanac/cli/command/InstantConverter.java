package dev.almanac.cli.command;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an instant. */
public final class InstantConverter implements ITypeConverter<Instant> {

  /** Used by picocli. */
  InstantConverter() {}

  @Override
  public Instant convert(String value) {
    try {
      return Instant.parse(value);
    } catch (DateTimeParseException exception) {
      throw new TypeConversionException(
          "'" + value + "' is not an instant like 2026-03-16T08:00:00Z");
    }
  }
}
