package dev.almanac.ingest;

import java.util.List;

/**
 * What a factory found in one folder.
 *
 * @param sources the sources in this very folder
 * @param belowIsOurs true if the folders below belong to those sources and need not be walked
 */
public record Recognition(List<SourceSpec> sources, boolean belowIsOurs) {

  /** Nothing of this kind here; look further below. */
  public static final Recognition NOTHING = new Recognition(List.of(), false);

  /** Copies the list. */
  public Recognition {
    sources = List.copyOf(sources);
  }
}
