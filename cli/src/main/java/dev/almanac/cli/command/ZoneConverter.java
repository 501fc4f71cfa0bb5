package dev.almanac.cli.command;

import dev.almanac.cli.config.Zones;
import java.time.ZoneId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time zone. */
public final class ZoneConverter implements ITypeConverter<ZoneId> {

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
