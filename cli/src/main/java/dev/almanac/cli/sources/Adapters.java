package dev.almanac.cli.sources;

import dev.almanac.cli.command.CommandFailure;
import dev.almanac.cli.command.Failures;
import dev.almanac.cli.suggest.NearestName;
import dev.almanac.ingest.RunSource;
import dev.almanac.ingest.RunSourceFactory;
import dev.almanac.ingest.SourceSpec;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The adapters on the class path. */
public final class Adapters {

  private Adapters() {}

  /** Returns all adapters, ordered by kind. */
  public static List<RunSourceFactory> all() {
    return ServiceLoader.load(RunSourceFactory.class).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(RunSourceFactory::kind))
        .toList();
  }

  /** Returns the adapters of one kind, or all if none is named. */
  static List<RunSourceFactory> of(@Nullable String kind) {
    List<RunSourceFactory> all = all();
    if (kind == null) {
      return all;
    }
    List<RunSourceFactory> chosen =
        all.stream()
            .filter(factory -> factory.kind().equals(kind) || factory.trackers().contains(kind))
            .toList();
    if (chosen.isEmpty()) {
      throw CommandFailure.usage(
          "There is no kind of source "
              + kind
              + "."
              + NearestName.hint(kind, all.stream().map(RunSourceFactory::kind).toList())
              + " Can be read: "
              + kinds(all)
              + ".");
    }
    return chosen;
  }

  /** Returns the names of the kinds, for sentences. */
  public static String kinds(List<RunSourceFactory> factories) {
    return factories.stream().map(RunSourceFactory::kind).collect(Collectors.joining(", "));
  }

  /** Returns the adapter of a kind that discovery has named. */
  static RunSourceFactory factory(String kind) {
    return of(kind).get(0);
  }

  /**
   * Opens a source with the adapter of its kind.
   *
   * @throws IOException if it cannot be opened, also if the adapter has a defect: one source must
   *     not keep the others out
   */
  public static RunSource open(SourceSpec spec) throws IOException {
    try {
      return factory(spec.kind()).open(spec);
    } catch (CommandFailure failure) {
      throw failure;
    } catch (RuntimeException exception) {
      throw new IOException(Failures.message(exception), exception);
    }
  }
}
