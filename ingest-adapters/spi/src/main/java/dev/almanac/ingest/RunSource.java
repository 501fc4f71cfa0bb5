package dev.almanac.ingest;

import dev.almanac.ingest.model.RunEntry;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An open source of runs. Used by one thread at a time; the caller closes it.
 *
 * <p>A sync calls, in this order: {@link #stamp()}; if it differs from the one of the last sync,
 * {@link #list()}; {@link #plan} with the runs whose fingerprint is new; {@link #read} once for
 * each batch of the plan. It may stop after any batch and continue another day with a new list.
 */
public interface RunSource extends Closeable {

  /** Returns what was opened. */
  SourceSpec spec();

  /**
   * Returns a stamp of the whole source that is cheap to get and differs whenever anything in the
   * source differs, or null if there is no such thing. Equal stamps let a sync skip {@link
   * #list()}, so a stamp that misses a change is a defect; null is always right.
   */
  default @Nullable String stamp() throws IOException {
    return null;
  }

  /**
   * Lists every run, deleted ones included, each with a fingerprint.
   *
   * <p>A fingerprint is equal if and only if reading the run again would deliver the same rows. It
   * should cost far less than reading the run.
   */
  RunListing list() throws IOException;

  /**
   * Groups runs into the batches that this source reads best: one run each by default; a database
   * that is quicker scanned as a whole puts many into one. The result is committed batch by batch,
   * so a batch should hold at most some ten million points unless a single run holds more.
   *
   * @param wanted entries of the last {@link #list()}, in its order
   * @return batches that hold each wanted entry exactly once
   */
  default List<List<RunEntry>> plan(List<RunEntry> wanted) {
    return wanted.stream().map(List::of).toList();
  }

  /**
   * Streams the runs of one batch into the sink, in bounded memory whatever a run's length.
   *
   * <p>Facts of several runs may be interleaved. For each run, {@link RunSink#begin} comes first;
   * of one run's points with one key, order of calls is the order in which they were logged. What
   * cannot be read goes to {@link RunSink#problem}, everything else of the run still goes in. A run
   * that vanished since it was listed is not an error: it is simply not begun.
   *
   * @throws IOException if the source as a whole can no longer be read; the batch is then discarded
   */
  void read(List<RunEntry> batch, RunSink sink) throws IOException;

  /**
   * Reads what a run has grown by since it was last read, where the source can: an append-only file
   * from its saved offset. Called instead of {@link #read} for a run that is in the warehouse with
   * a cursor (see {@link RunSink#cursor}) and whose fingerprint has changed.
   *
   * <p>If the cursor still fits, the run is begun with {@link RunSink#append} and only points that
   * lie behind the cursor are delivered, and what is new or changed of the other facts. Otherwise
   * nothing is begun, false is returned, and the run is read whole.
   *
   * @param entry the run, as just listed
   * @param cursor the cursor of the last read
   * @return whether the run was appended to
   * @throws IOException if the source as a whole can no longer be read
   */
  default boolean resume(RunEntry entry, String cursor, RunSink sink) throws IOException {
    return false;
  }

  /**
   * Opens the content of an artifact, for a person who asks for it. Works without {@link #list()}.
   *
   * @param runId {@link RunEntry#runId()}
   * @param path {@code artifacts.path}
   * @return the content, to be closed by the caller; null if this source cannot get it
   * @throws IOException if it should be there and cannot be read
   */
  default @Nullable InputStream artifact(String runId, String path) throws IOException {
    return null;
  }
}
