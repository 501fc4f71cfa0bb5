package dev.almanac.ingest;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Recognises places that one kind of tracker or log format wrote, and opens them.
 *
 * <p>Implementations are registered in {@code META-INF/services}, have a public constructor without
 * arguments, hold no state and are safe for use by several threads.
 */
public interface RunSourceFactory {

  /**
   * Names the kind of source, as {@code almanac sync --source KIND} and {@code almanac.yaml} spell
   * it: lower case, for example {@code mlflow}. It is also the default {@code tracker} of its runs.
   */
  String kind();

  /**
   * Names the trackers whose runs the sources of this kind deliver, as {@code runs.tracker} spells
   * them. A kind that reads the logs of several trackers takes each name as a kind too: {@code
   * --source tensorboard} opens its sources with the option {@value SourceSpec#TRACKERS} set.
   */
  default Set<String> trackers() {
    return Set.of(kind());
  }

  /** Declares what the sources of this kind can deliver; the contract kit holds them to it. */
  Set<Capability> capabilities();

  /**
   * Declares what the runs of one of {@link #trackers()} can deliver; for people, in {@code
   * docs/sources.md} and {@code almanac sources}.
   */
  default Set<Capability> capabilities(String tracker) {
    return capabilities();
  }

  /**
   * Names the versions of a tracker that were tried with real files or servers, for people, for
   * example {@code 0.8.2, 1.30.0, 3.17.2}.
   */
  String tried(String tracker);

  /**
   * Recognises what one folder is. Called once for each folder of a walk, parents first, from one
   * thread; must look at names first and open files only where a name promises something.
   *
   * <p>There are two sorts of sources. A store (a database, an {@code mlruns} folder) is a source
   * wherever it lies, and is returned in {@link Recognition#sources}. Runs that lie scattered, one
   * folder or file each, are <em>gathered</em>: {@link Recognition#GATHERED} in any folder of a
   * walk makes the walk's starting place one source, by {@link #gather}.
   *
   * @return the sources in this very folder (not in folders below), and whether the walk should
   *     stay out of the folders below because they belong to those sources; never null
   * @throws IOException if the folder cannot be looked at; reported, and the walk goes on
   */
  default Recognition recognise(Folder folder) throws IOException {
    return Recognition.NOTHING;
  }

  /**
   * Tells whether this factory finds nothing but runs that are gathered, and claims no folders.
   * Then it is not asked again in a walk once it found one, which halves the cost of a walk over
   * ten thousand runs.
   */
  default boolean onlyGathers() {
    return false;
  }

  /**
   * Returns the one source that gathers all runs of this kind at and below a place. Called at most
   * once a walk, after a recognition that asked for it.
   *
   * @param place absolute path where the walk began: a folder or a file
   */
  default SourceSpec gather(Path place) {
    throw new UnsupportedOperationException(kind() + " gathers nothing");
  }

  /**
   * Recognises a place that is not a local path, for example {@code http://host:5000} or {@code
   * postgresql://…}.
   *
   * @param options what the user says about the place; as in {@link SourceSpec#options}
   * @return the sources there; empty if this kind has no business with the URI
   * @throws IOException if it has, and the place cannot be reached
   */
  default List<SourceSpec> recognise(URI uri, SourceOptions options) throws IOException {
    return List.of();
  }

  /**
   * Opens a source. Reads as little as it can; writes nothing at the source, ever.
   *
   * @throws UnsupportedSourceException if the source was recognised but is of a generation that
   *     this adapter cannot read
   * @throws IOException if the source cannot be read
   */
  RunSource open(SourceSpec spec) throws IOException;
}
