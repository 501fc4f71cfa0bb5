package dev.almanac.cli;

import dev.almanac.cli.suggest.NearestName;
import java.time.DateTimeException;
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
      return ZoneId.of(value);
    } catch (DateTimeException exception) {
      throw new TypeConversionException(
          "'"
              + value
              + "' is not a time zone like Europe/Berlin."
              + NearestName.hint(value, ZoneId.getAvailableZoneIds()));
    }
  }
}
