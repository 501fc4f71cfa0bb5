package dev.almanac.ingest;

import java.io.IOException;
import java.net.URI;
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

  /** Declares what the sources of this kind can deliver; the contract kit holds them to it. */
  Set<Capability> capabilities();

  /**
   * Recognises what one folder is. Called once for each folder of a walk, parents first, from one
   * thread; must look at names first and open files only where a name promises something.
   *
   * @return the sources in this very folder (not in folders below), and whether the walk should
   *     stay out of the folders below because they belong to those sources; never null
   * @throws IOException if the folder cannot be looked at; reported, and the walk goes on
   */
  default Recognition recognise(Folder folder) throws IOException {
    return Recognition.NOTHING;
  }

  /**
   * Recognises a place that is not a local path, for example {@code http://host:5000} or {@code
   * postgresql://…}.
   *
   * @return the sources there; empty if this kind has no business with the URI
   * @throws IOException if it has, and the place cannot be reached
   */
  default List<SourceSpec> recognise(URI uri) throws IOException {
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
