package dev.almanac.ingest.wandb;

import dev.almanac.ingest.Folder;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.Recognition;
import dev.almanac.ingest.RunListing;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.RunSource;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.ingest.model.RunEntry;
import dev.almanac.ingest.read.source.FileTimes;
import dev.almanac.ingest.read.source.Fingerprint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All run folders at and below a place. Opens files for reading only. */
final class WandbFolders implements RunSource {

  /**
   * How long after its last change a log without end counts as being written. Clients write at
   * least every half minute, but may hold back blocks of 32 KiB.
   */
  static final Duration LIVE = Duration.ofHours(1);

  /** Counts up when the same files are read differently, so that all is read again. */
  private static final String GENERATION = "1";

  private static final int BATCH_RUNS = 100;

  /** Files whose content is read; of others only name and size are told. */
  private static final Set<String> READ =
      Set.of(
          "config.yaml",
          "wandb-metadata.json",
          "wandb-summary.json",
          "requirements.txt",
          "wandb-history.jsonl",
          "wandb-events.jsonl");

  private final SourceSpec spec;
  private final Clock clock;
  private final Path root;
  private final Path base;
  private @Nullable Map<String, FoundRun> index;

  private WandbFolders(SourceSpec spec, Clock clock, Path root) {
    this.spec = spec;
    this.clock = clock;
    this.root = root;
    Path parent = root.getParent();
    base = Files.isDirectory(root) || parent == null ? root : parent;
  }

  /** Recognises a run folder by names. */
  static Recognition recognise(Folder folder) {
    if (RunFolder.of(folder).isEmpty()) {
      return Recognition.NOTHING;
    }
    return RunFolder.isRun(RunFolder.name(folder.path()))
        ? Recognition.GATHERED_WITH_ALL_BELOW
        : Recognition.GATHERED;
  }

  /** Returns the source of all run folders at and below a place. */
  static SourceSpec gather(String kind, Path place) {
    Path name = place.getFileName();
    return new SourceSpec(
        kind, "run folders", place.toUri(), (name == null ? "" : name + "-") + kind);
  }

  /**
   * Opens the run folders at and below a place.
   *
   * @throws IOException if there is no such place
   */
  static WandbFolders open(SourceSpec spec, Clock clock) throws IOException {
    Path root = spec.path().toAbsolutePath().normalize();
    if (!Files.exists(root)) {
      throw new IOException(
          "Cannot read the W&B runs: there is no file or folder " + root + "; check the path");
    }
    return new WandbFolders(spec, clock, root);
  }

  @Override
  public SourceSpec spec() {
    return spec;
  }

  @Override
  public RunListing list() throws IOException {
    List<Problem> problems = new ArrayList<>();
    WandbWalk walk = new WandbWalk(root, base, spec.claimed(), problems::add);
    List<RunFolder> folders = walk.run();
    List<FoundRun> runs = RunGroups.of(base, folders, walk.sweeps(), WandbFolders::project);
    Map<String, FoundRun> found = new LinkedHashMap<>();
    List<RunEntry> entries = new ArrayList<>();
    for (FoundRun run : runs) {
      boolean live = isLive(run);
      found.put(run.runId(), run);
      entries.add(new RunEntry(run.runId(), fingerprint(run, live), live));
    }
    index = found;
    return new RunListing(entries, problems);
  }

  private static @Nullable String project(RunFolder folder) {
    RunRecord head = RunHead.of(folder);
    return head == null ? null : head.project();
  }

  /** Tells whether the last log of a run changed a short while ago. */
  private boolean isLive(FoundRun run) {
    Path log = run.folders().get(run.folders().size() - 1).log();
    if (log == null) {
      return false;
    }
    try {
      Instant changed = Files.getLastModifiedTime(log).toInstant();
      return changed.isAfter(clock.instant().minus(LIVE));
    } catch (IOException gone) {
      return false;
    }
  }

  private String fingerprint(FoundRun run, boolean live) {
    Fingerprint fingerprint = new Fingerprint();
    fingerprint.row("generation", GENERATION, spec.options().text("zone"), live ? "live" : null);
    for (RunFolder folder : run.folders()) {
      String name = WandbWalk.relative(base, folder.path());
      fingerprint.row("folder", name);
      if (folder.log() != null) {
        stat(fingerprint, name, folder.log());
      }
      RunFiles.each(
          folder,
          (path, size) -> {
            if (READ.contains(path)) {
              stat(fingerprint, name + "/" + path, folder.file(path));
            } else {
              fingerprint.row("file", name + "/" + path, size == null ? -1 : size, 0);
            }
          },
          (path, reason) -> fingerprint.row("unreadable", WandbWalk.relative(base, path)));
    }
    WandbWalk.Sweep sweep = run.sweep();
    if (sweep != null) {
      stat(fingerprint, "sweep " + sweep.id(), sweep.config());
    }
    return fingerprint.text();
  }

  private static void stat(Fingerprint fingerprint, String name, Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      fingerprint.row("read", name, attributes.size(), FileTimes.nanos(attributes));
    } catch (IOException gone) {
      fingerprint.row("absent", name);
    }
  }

  /** Most runs are small: one by one they would cost a call each. */
  @Override
  public List<List<RunEntry>> plan(List<RunEntry> wanted) {
    List<List<RunEntry>> batches = new ArrayList<>();
    List<RunEntry> batch = new ArrayList<>();
    long bytes = 0;
    for (RunEntry entry : wanted) {
      long size = size(entry);
      if (!batch.isEmpty() && (batch.size() == BATCH_RUNS || bytes + size > BATCH_BYTES)) {
        batches.add(batch);
        batch = new ArrayList<>();
        bytes = 0;
      }
      batch.add(entry);
      bytes += size;
    }
    if (!batch.isEmpty()) {
      batches.add(batch);
    }
    return batches;
  }

  /** Some ten million points at most. */
  private static final long BATCH_BYTES = 512L << 20;

  private long size(RunEntry entry) {
    FoundRun run = index == null ? null : index.get(entry.runId());
    long bytes = 0;
    for (RunFolder folder : run == null ? List.<RunFolder>of() : run.folders()) {
      try {
        bytes += folder.log() == null ? 0 : Files.size(folder.log());
      } catch (IOException gone) {
        // It costs nothing then.
      }
    }
    return bytes;
  }

  @Override
  public void read(List<RunEntry> batch, RunSink sink) throws IOException {
    for (RunEntry entry : batch) {
      FoundRun run = index().get(entry.runId());
      if (run != null && isThere(run)) {
        int handle = sink.begin(RunDelivery.bare(run));
        new RunDelivery(run, base, spec.options(), entry.live(), sink, handle).whole();
      }
    }
  }

  @Override
  public boolean resume(RunEntry entry, String cursor, RunSink sink) throws IOException {
    FoundRun run = index().get(entry.runId());
    RunCursor saved = RunCursor.parse(cursor);
    if (run == null || saved == null || !isThere(run) || !saved.fits(run, base)) {
      return false;
    }
    int handle = sink.append(RunDelivery.bare(run));
    new RunDelivery(run, base, spec.options(), entry.live(), sink, handle).continued(saved);
    return true;
  }

  private static boolean isThere(FoundRun run) {
    return run.folders().stream().anyMatch(folder -> Files.isDirectory(folder.path()));
  }

  @Override
  public @Nullable InputStream artifact(String runId, String path) throws IOException {
    FoundRun run = index().get(runId);
    for (RunFolder folder : run == null ? List.<RunFolder>of() : run.folders()) {
      Path file = folder.files().resolve(path).normalize();
      if (file.startsWith(folder.files()) && Files.isRegularFile(file)) {
        return Files.newInputStream(file);
      }
    }
    return null;
  }

  private Map<String, FoundRun> index() throws IOException {
    if (index == null) {
      list();
    }
    return index == null ? Map.of() : index;
  }

  @Override
  public void close() {}
}
