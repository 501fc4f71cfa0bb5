package dev.almanac.cli;

import dev.almanac.cli.discover.Discovery;
import dev.almanac.cli.discover.Found;
import dev.almanac.cli.discover.Unreadable;
import dev.almanac.ingest.RunSourceFactory;
import dev.almanac.ingest.SourceOptions;
import dev.almanac.ingest.SourceSpec;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the sources at the places that a user names, and says what it found. */
final class SourceFinder {

  /** More would scroll away what matters. */
  private static final int MOST_SHOWN = 5;

  private final Workplace workplace;
  private final Set<URI> named = new HashSet<>();

  SourceFinder(Workplace workplace) {
    this.workplace = workplace;
  }

  /** Returns all sources; fails with one message if a place holds none. */
  List<SourceSpec> find(List<Place> places) throws IOException {
    List<SourceSpec> sources = new ArrayList<>();
    for (Place place : places) {
      for (SourceSpec source : at(place)) {
        boolean known =
            sources.stream().anyMatch(other -> other.location().equals(source.location()));
        if (!known) {
          sources.add(underItsName(source, place));
        }
      }
    }
    return sources;
  }

  /** Returns the locations of those sources whose name the user gave. */
  Set<URI> named() {
    return Set.copyOf(named);
  }

  private SourceSpec underItsName(SourceSpec source, Place place) {
    if (place.name() == null) {
      return source;
    }
    named.add(source.location());
    return source.withName(place.name());
  }

  private List<SourceSpec> at(Place place) throws IOException {
    List<RunSourceFactory> factories = Adapters.of(place.kind());
    Discovery discovery = new Discovery(factories);
    if (Discovery.isRemote(place.text())) {
      Found found = discovery.at(uri(place.text()), SourceOptions.NONE);
      return some(found, place, factories);
    }
    Path path =
        place.text().startsWith("file:")
            ? Path.of(uri(place.text()))
            : workplace.surroundings().resolve(place.text());
    if (!Files.exists(path)) {
      throw CommandFailure.failed("Cannot sync " + place.text() + ": there is no " + path + ".");
    }
    Found found = discovery.at(path);
    sayUnreadable(found);
    return some(found, place, factories);
  }

  private void sayUnreadable(Found found) {
    List<Unreadable> unreadable = found.unreadable();
    unreadable.stream()
        .limit(MOST_SHOWN)
        .forEach(one -> workplace.note("Cannot look into " + one.path() + ": " + one.reason()));
    if (unreadable.size() > MOST_SHOWN) {
      workplace.note("... and " + (unreadable.size() - MOST_SHOWN) + " more such folders");
    }
  }

  private static List<SourceSpec> some(Found found, Place place, List<RunSourceFactory> factories) {
    if (place.name() != null && found.sources().size() > 1) {
      throw CommandFailure.usage(
          "Cannot call "
              + place.text()
              + " "
              + place.name()
              + ": it holds "
              + found.sources().size()
              + " sources ("
              + String.join(", ", found.sources().stream().map(SourceSpec::name).toList())
              + "). Name a place that holds one, or leave the name out.");
    }
    if (found.sources().isEmpty() && !found.unreadable().isEmpty()) {
      throw CommandFailure.failed(
          "Cannot sync "
              + place.text()
              + ": what is there could not be looked into, for the reason above. Mend that and sync"
              + " again.");
    }
    if (found.sources().isEmpty()) {
      String looked = found.folders() > 1 ? " (" + found.folders() + " folders looked into)" : "";
      throw CommandFailure.failed(
          "Cannot sync "
              + place.text()
              + ": it holds nothing that can be read"
              + looked
              + ". Can be read: "
              + Adapters.kinds(factories)
              + "; see almanac sources.");
    }
    return found.sources();
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException exception) {
      throw CommandFailure.usage(
          "Cannot sync " + text + ": not a URI: " + exception.getMessage() + ".");
    }
  }
}
