package dev.almanac.cli.config;

import dev.almanac.cli.suggest.NearestName;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Time zones as people write them. */
public final class Zones {

  /** The zone where nobody says anything. */
  public static final ZoneId UTC = ZoneId.of("UTC");

  private Zones() {}

  /**
   * Reads a zone by its name. Offsets such as {@code +01:00} are refused: they know no summer time,
   * and the SQL engine does not know them.
   *
   * @throws IllegalArgumentException with the nearest name
   */
  public static ZoneId parse(String text) {
    try {
      ZoneId zone = ZoneId.of(text);
      if (!(zone instanceof ZoneOffset)) {
        return zone;
      }
    } catch (DateTimeException notAZone) {
      // The message below says more.
    }
    String hint = NearestName.hint(text, ZoneId.getAvailableZoneIds());
    throw new IllegalArgumentException(
        text
            + " is not the name of a time zone."
            + (hint.isEmpty() ? " Write one like Europe/Berlin or UTC." : hint));
  }
}
