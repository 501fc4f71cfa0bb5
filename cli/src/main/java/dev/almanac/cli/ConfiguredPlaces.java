package dev.almanac.cli;

import dev.almanac.cli.config.AlmanacConfig;
import java.util.List;

/** The places that {@code almanac.yaml} names under sources. */
final class ConfiguredPlaces {

  private ConfiguredPlaces() {}

  static List<Place> of(AlmanacConfig config) {
    return config.sources().stream()
        .map(source -> new Place(source.place(), source.name(), source.kind(), source.options()))
        .toList();
  }
}
