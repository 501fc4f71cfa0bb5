package dev.almanac.cli;

import dev.almanac.cli.config.Zones;
import java.time.ZoneId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time zone. */
final class ZoneConverter implements ITypeConverter<ZoneId> {

  /** Used by picocli. */
  ZoneConverter() {}

  @Override
  public ZoneId convert(String value) {
    try {
      return Zones.parse(value);
    } catch (IllegalArgumentException exception) {
      throw new TypeConversionException(String.valueOf(exception.getMessage()));
    }
  }
}
