package dev.almanac.cli.sources;

import dev.almanac.cli.config.AlmanacConfig;
import java.util.List;

/** The places that {@code almanac.yaml} names under sources. */
public final class ConfiguredPlaces {

  private ConfiguredPlaces() {}

  /** Returns them in the order of the file. */
  public static List<Place> of(AlmanacConfig config) {
    return config.sources().stream()
        .map(source -> new Place(source.place(), source.name(), source.kind(), source.options()))
        .toList();
  }
}
