package dev.almanac.ingest.comet;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunListing;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.RunSource;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.ingest.model.RunEntry;
import dev.almanac.ingest.read.source.ProblemLog;
import dev.almanac.ingest.read.text.FileTexts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All experiments that lie at and below a place. Opens files for reading only. */
final class CometFiles implements RunSource {

  private final SourceSpec spec;
  private final Path root;
  private final Path base;
  private @Nullable Map<String, LocalRun> runs;

  CometFiles(SourceSpec spec) throws IOException {
    this.spec = spec;
    this.root = spec.path().toAbsolutePath().normalize();
    if (!Files.exists(root)) {
      throw new IOException(
          "Cannot read Comet's experiments: there is no file or folder "
              + root
              + "; check the path");
    }
    Path parent = root.getParent();
    this.base = Files.isDirectory(root) || parent == null ? root : parent;
  }

  @Override
  public SourceSpec spec() {
    return spec;
  }

  @Override
  public RunListing list() {
    List<Problem> problems = new ArrayList<>();
    ProblemLog log = new ProblemLog(base, null, problems::add);
    Map<String, LocalRun> found = new CometWalk(root, base, spec.claimed(), log).run();
    List<RunEntry> entries = new ArrayList<>();
    found
        .values()
        .forEach(run -> entries.add(new RunEntry(run.id(), fingerprint(run), run.live())));
    runs = found;
    return new RunListing(entries, problems);
  }

  /** What cannot be read has the reason as its fingerprint: reading it says so once. */
  private static String fingerprint(LocalRun run) {
    try {
      return run.fingerprint();
    } catch (IOException unreadable) {
      return "unreadable: " + FileTexts.reason(unreadable);
    }
  }

  @Override
  public void read(List<RunEntry> batch, RunSink sink) throws IOException {
    for (RunEntry entry : batch) {
      LocalRun run = runs().get(entry.runId());
      if (run != null) {
        run.read(sink);
      }
    }
  }

  @Override
  public @Nullable InputStream artifact(String runId, String path) throws IOException {
    LocalRun run = runs().get(runId);
    return run == null ? null : run.artifact(path);
  }

  private Map<String, LocalRun> runs() {
    if (runs == null) {
      list();
    }
    return runs == null ? Map.of() : runs;
  }

  @Override
  public void close() {}
}
