package dev.almanac.cli.discover;

import dev.almanac.ingest.SourceSpec;
import java.util.List;

/**
 * What a place holds.
 *
 * @param sources in the order of the walk
 * @param unreadable folders that could not be looked into
 * @param folders how many folders were looked into
 */
public record Found(List<SourceSpec> sources, List<Unreadable> unreadable, long folders) {

  /** Copies the lists. */
  public Found {
    sources = List.copyOf(sources);
    unreadable = List.copyOf(unreadable);
  }
}
