package dev.almanac.ingest;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a factory found in one folder.
 *
 * @param sources the sources in this very folder
 * @param belowIsOurs true if the folders below belong to those sources and need not be walked
 * @param gathering whether the folder holds runs of a kind that is gathered: see {@link
 *     RunSourceFactory#gather}
 */
public record Recognition(List<SourceSpec> sources, boolean belowIsOurs, Gathering gathering) {

  /** Whether a folder makes its factory gather the whole place. */
  public enum Gathering {
    /** Nothing to gather here. */
    NONE,
    /** Runs here; the walk goes on below for the other factories. */
    HERE
  }

  /** Nothing of this kind here; look further below. */
  public static final Recognition NOTHING = new Recognition(List.of(), false, Gathering.NONE);

  /** Runs here that the place's one source gathers; others may find something below. */
  public static final Recognition GATHERED = new Recognition(List.of(), false, Gathering.HERE);

  /** Runs here that the place's one source gathers, and nothing below is anyone else's. */
  public static final Recognition GATHERED_WITH_ALL_BELOW =
      new Recognition(List.of(), true, Gathering.HERE);

  /** Copies the list. */
  public Recognition {
    requireNonNull(gathering, "gathering is null");
    sources = List.copyOf(sources);
  }

  /** Creates a recognition of sources in this very folder. */
  public Recognition(List<SourceSpec> sources, boolean belowIsOurs) {
    this(sources, belowIsOurs, Gathering.NONE);
  }
}
