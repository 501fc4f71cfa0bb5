package dev.almanac.ingest.neptune;

import dev.almanac.ingest.read.source.Fingerprint;
import dev.almanac.ingest.read.source.ProblemLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run as a client, or the exporter, left it in files.
 *
 * <p>What is damaged goes to the problems, the rest goes in; an {@link IOException} means that
 * nothing could be read.
 */
interface StoredRun {

  /** Returns who it is. */
  RunName name();

  /** Returns {@code neptune} or {@code goodseed}. */
  String tracker();

  /** Returns where the run's history before its own points is, or null. */
  @Nullable Fork fork();

  /** Tells whether the run may still grow. */
  boolean isLive();

  /** Returns the files that hold it; the first names it in problems. */
  List<Path> files();

  /** Adds all that reading depends on. */
  void fingerprint(Fingerprint fingerprint) throws IOException;

  /** Reads the attributes that have one value. */
  void attributes(Attributes into, ProblemLog problems) throws IOException;

  /** Reads the series, its own points only. */
  void series(SeriesVisitor visitor, ProblemLog problems) throws IOException;

  /** Returns where the content of a file is that an attribute or series names; null if not here. */
  @Nullable Path locate(String where);

  /**
   * Who a run is.
   *
   * @param project {@code workspace/project}, or what stands for it; empty if the files do not say
   * @param runId the run's id in the project
   * @param others further ids by which a fork may name it: {@code sys/custom_run_id}, {@code
   *     sys/id}
   */
  record RunName(String project, String runId, List<String> others) {
    /** Copies the list. */
    public RunName {
      others = List.copyOf(others);
    }
  }

  /**
   * The point in another run's history from which a run goes on.
   *
   * @param project the parent's project, or null for the run's own
   * @param parent one of the parent's ids
   * @param step the last step that is inherited, or null if the files do not say
   * @param configs whether the parent's attributes are inherited too
   */
  record Fork(@Nullable String project, String parent, @Nullable Double step, boolean configs) {}
}
