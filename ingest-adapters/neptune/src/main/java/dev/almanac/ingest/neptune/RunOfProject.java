package dev.almanac.ingest.neptune;

import dev.almanac.ingest.read.source.Fingerprint;
import dev.almanac.ingest.read.source.ProblemLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run of which the user, not its files, says which project it belongs to.
 *
 * @param run the run
 * @param project {@code workspace/project}
 */
record RunOfProject(StoredRun run, String project) implements StoredRun {

  @Override
  public RunName name() {
    return new RunName(project, run.name().runId(), run.name().others());
  }

  @Override
  public String tracker() {
    return run.tracker();
  }

  @Override
  public @Nullable Fork fork() {
    return run.fork();
  }

  @Override
  public boolean isLive() {
    return run.isLive();
  }

  @Override
  public List<Path> files() {
    return run.files();
  }

  @Override
  public void fingerprint(Fingerprint fingerprint) throws IOException {
    run.fingerprint(fingerprint);
  }

  @Override
  public void attributes(Attributes into, ProblemLog problems) throws IOException {
    run.attributes(into, problems);
  }

  @Override
  public void series(SeriesVisitor visitor, ProblemLog problems) throws IOException {
    run.series(visitor, problems);
  }

  @Override
  public @Nullable Path locate(String where) {
    return run.locate(where);
  }
}
