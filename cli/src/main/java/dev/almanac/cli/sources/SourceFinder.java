package dev.almanac.cli.sources;

import dev.almanac.cli.command.CommandFailure;
import dev.almanac.cli.command.Failures;
import dev.almanac.cli.command.Workplace;
import dev.almanac.cli.discover.Discovery;
import dev.almanac.cli.discover.Found;
import dev.almanac.cli.discover.SourceNames;
import dev.almanac.cli.discover.Unreadable;
import dev.almanac.ingest.RunSourceFactory;
import dev.almanac.ingest.SourceOptions;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.ingest.logs.LocalLogsSourceFactory;
import dev.almanac.ingest.logs.mapped.Mapping;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the sources at the places that a user names, and says what it found. */
public final class SourceFinder {

  /** More would scroll away what matters. */
  private static final int MOST_SHOWN = 5;

  private final Workplace workplace;
  private final Set<String> named = new HashSet<>();
  private boolean complete = true;

  /** Creates a finder that notes what it finds on the terminal of a workplace. */
  public SourceFinder(Workplace workplace) {
    this.workplace = workplace;
  }

  /** Returns all sources; fails with one message if a place holds none. */
  public List<SourceSpec> find(List<Place> places) throws IOException {
    Map<String, SourceSpec> sources = new LinkedHashMap<>();
    for (Place place : places) {
      add(place, sources);
    }
    return List.copyOf(sources.values());
  }

  /**
   * Returns all sources of the places that can be read, and says of each other one why it cannot;
   * then {@link #isComplete} is false. Fails as {@link #find} if there is only one place.
   */
  public List<SourceSpec> findReadable(List<Place> places) throws IOException {
    if (places.size() == 1) {
      return find(places);
    }
    Map<String, SourceSpec> sources = new LinkedHashMap<>();
    for (Place place : places) {
      try {
        add(place, sources);
      } catch (IOException unreadable) {
        complete = false;
        workplace.error(Failures.message(unreadable));
      }
    }
    return List.copyOf(sources.values());
  }

  /** Tells whether all places could be read. */
  public boolean isComplete() {
    return complete;
  }

  private void add(Place place, Map<String, SourceSpec> sources) throws IOException {
    List<SourceSpec> found = at(place);
    for (SourceSpec source : found) {
      SourceSpec said = withOptions(source, place);
      SourceSpec other =
          sources.putIfAbsent(SourceNames.place(said), underItsName(said, place, found.size()));
      checkOneMapping(other, said);
    }
  }

  /** Returns the places of those sources whose name the user gave; see {@link SourceNames}. */
  public Set<String> named() {
    return Set.copyOf(named);
  }

  /** The second of two mappings of one place would be left out without a word. */
  private static void checkOneMapping(@Nullable SourceSpec other, SourceSpec said) {
    if (other != null
        && !Objects.equals(
            other.options().text(Mapping.OPTION), said.options().text(Mapping.OPTION))) {
      throw CommandFailure.usage(
          "Cannot sync "
              + said.location()
              + " twice, as mapped in one way and in another: name different folders, or keep one"
              + " of the entries.");
    }
  }

  private static SourceSpec withOptions(SourceSpec source, Place place) {
    SourceOptions said = place.options();
    for (Map.Entry<String, String> own : source.options().values().entrySet()) {
      said = said.with(own.getKey(), own.getValue());
    }
    String kind = place.kind();
    if (kind == null || kind.equals(source.kind())) {
      return source.withOptions(said);
    }
    // One tracker of several that the kind reads: a source of its own, so that the runs of the
    // others do not seem to be gone.
    return new SourceSpec(
        source.kind(),
        kind + " " + source.format(),
        source.location(),
        source.name() + "-" + kind,
        said.with(SourceSpec.TRACKERS, kind),
        source.claimed());
  }

  private SourceSpec underItsName(SourceSpec source, Place place, int atThePlace) {
    if (place.name() == null) {
      return source;
    }
    if (atThePlace > 1) {
      return source.withName(place.name() + "-" + source.name());
    }
    named.add(SourceNames.place(source));
    return source.withName(place.name());
  }

  private List<SourceSpec> at(Place place) throws IOException {
    List<RunSourceFactory> factories = Adapters.of(place.kind());
    Discovery discovery = new Discovery(factories);
    if (Discovery.isRemote(place.text())) {
      Found found = discovery.at(uri(place.text()), place.options());
      return some(found, place, factories);
    }
    Path path =
        place.text().startsWith("file:")
            ? Path.of(uri(place.text()))
            : workplace.surroundings().resolve(place.text());
    if (!Files.exists(path)) {
      throw CommandFailure.failed("Cannot sync " + place.text() + ": there is no " + path + ".");
    }
    if (place.options().text(Mapping.OPTION) != null) {
      // Who maps a place says what is there: nothing is to be found out.
      return List.of(new LocalLogsSourceFactory().gather(path.toAbsolutePath().normalize()));
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
              + shown(place.text())
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
          "Cannot sync "
              + shown(text)
              + ": not a URI: "
              + exception.getReason()
              + "; characters like @ : / in a password must be percent-encoded.");
    }
  }

  /** Returns a place without what may be secret: the user and password of a URI, and its query. */
  private static String shown(String text) {
    return Discovery.isRemote(text)
        ? text.replaceAll("(?s)(?<=:).*@", "//").replaceAll("(?s)\\?.*", "")
        : text;
  }
}
