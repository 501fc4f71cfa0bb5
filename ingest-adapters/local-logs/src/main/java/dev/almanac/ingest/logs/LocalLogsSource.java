package dev.almanac.ingest.logs;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunListing;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.RunSource;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.ingest.logs.LogWalk.FoundLog;
import dev.almanac.ingest.logs.LogWalk.FoundRun;
import dev.almanac.ingest.logs.mapped.Mapping;
import dev.almanac.ingest.model.Run;
import dev.almanac.ingest.model.RunEntry;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.source.FileTimes;
import dev.almanac.ingest.read.source.Fingerprint;
import dev.almanac.ingest.read.source.ProblemLog;
import dev.almanac.ingest.read.text.FileTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All runs that training code left at and below a place. Opens files for reading only. */
final class LocalLogsSource implements RunSource {

  /** Counts up when a format reads the same file differently, so that all is read again. */
  private static final String GENERATION = "1";

  private static final int BATCH_RUNS = 200;

  private final SourceSpec spec;
  private final Path root;
  private final Path base;
  private final List<LogFormat> formats;
  private @Nullable Map<String, FoundRun> index;

  LocalLogsSource(SourceSpec spec, List<LogFormat> formats) throws IOException {
    this.spec = spec;
    this.root = spec.path().toAbsolutePath().normalize();
    if (!Files.exists(root)) {
      throw new IOException(
          "Cannot read the logs: there is no file or folder " + root + "; check the path");
    }
    Path parent = root.getParent();
    this.base = Files.isDirectory(root) || parent == null ? root : parent;
    this.formats = formats;
  }

  @Override
  public SourceSpec spec() {
    return spec;
  }

  @Override
  public RunListing list() throws IOException {
    List<Problem> problems = new ArrayList<>();
    ProblemLog log = new ProblemLog(base, null, problems::add);
    Map<String, FoundRun> found = new LinkedHashMap<>();
    List<RunEntry> entries = new ArrayList<>();
    for (FoundRun run : new LogWalk(root, formats, spec.claimed(), log).run()) {
      found.put(run.id(), run);
      boolean isLive = run.logs().stream().anyMatch(each -> each.log().isLive());
      entries.add(new RunEntry(run.id(), fingerprint(run), isLive, logged(run)));
    }
    index = found;
    return new RunListing(entries, problems);
  }

  /** Names what logged the run, strongest first. */
  private static String logged(FoundRun run) {
    return run.logs().stream()
        .map(each -> each.format().tracker())
        .distinct()
        .collect(Collectors.joining(" + "));
  }

  private String fingerprint(FoundRun run) {
    Fingerprint fingerprint = new Fingerprint();
    fingerprint.row(
        "generation", GENERATION, spec.options().text("zone"), spec.options().text(Mapping.OPTION));
    for (FoundLog found : run.logs()) {
      String own = found.log().fingerprint();
      if (own != null) {
        fingerprint.row(found.format().tracker(), own);
        continue;
      }
      for (Path file : found.log().files()) {
        String name = found.format().tracker() + ' ' + base.relativize(file);
        try {
          BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
          fingerprint.row("file", name, attributes.size(), FileTimes.nanos(attributes));
        } catch (IOException absent) {
          fingerprint.row("absent", name);
        }
      }
    }
    return fingerprint.text();
  }

  /** Many runs are tiny: one by one they would cost a call each. */
  @Override
  public List<List<RunEntry>> plan(List<RunEntry> wanted) {
    List<List<RunEntry>> batches = new ArrayList<>();
    for (int from = 0; from < wanted.size(); from += BATCH_RUNS) {
      batches.add(wanted.subList(from, Math.min(wanted.size(), from + BATCH_RUNS)));
    }
    return batches;
  }

  @Override
  public void read(List<RunEntry> batch, RunSink sink) throws IOException {
    for (RunEntry entry : batch) {
      FoundRun run = index().get(entry.runId());
      if (run != null && isThere(run)) {
        int handle = sink.begin(bare(run));
        RunLog out = new RunLog(sink, handle, base, run.id(), spec.options(), Map.of());
        out.series().primary(run.logs().get(0).log());
        if (isCompleted(run)) {
          out.series().expectCompletion();
        }
        if (run.logs().size() > 1) {
          out.series().expectSeveral();
        }
        readAhead(run, out, handle, sink);
        for (FoundLog found : readingOrder(run)) {
          out.series().next(name(run, found), found.format().tracker(), found.log());
          readOne(found, out, sink);
        }
        finish(run, handle, out, sink);
      }
    }
  }

  /** Strongest first, but logs that tell times before those that do not. */
  private static List<FoundLog> readingOrder(FoundRun run) {
    List<FoundLog> ordered = new ArrayList<>(run.logs());
    ordered.sort(Comparator.comparing(found -> !found.log().tellsTimes()));
    return ordered;
  }

  /** Tells whether one of the logs completes another one. */
  private static boolean isCompleted(FoundRun run) {
    return run.logs().stream()
        .anyMatch(
            one ->
                run.logs().stream()
                    .anyMatch(other -> one.log().completes(other.format().tracker())));
  }

  /** Looks up what logs spell exactly that are read after one that tells times, and has floats. */
  private void readAhead(FoundRun run, RunLog out, int handle, RunSink sink) {
    if (run.logs().stream().noneMatch(found -> found.log().tellsTimes())) {
      return;
    }
    ExactValues values = new ExactValues(sink);
    RunLog ahead = new RunLog(values, handle, base, run.id(), spec.options(), Map.of());
    ahead.series().primary(run.logs().get(0).log());
    for (FoundLog found : run.logs()) {
      if (found.log().isExact() && !found.log().tellsTimes()) {
        ahead.series().next(name(run, found), found.format().tracker(), found.log());
        readOne(found, ahead, sink);
        out.series().expectExact(values);
      }
    }
  }

  private static void readOne(FoundLog found, RunLog out, RunSink sink) {
    try {
      found.log().read(out);
    } catch (IOException unreadable) {
      tellUnreadable(found, unreadable, out);
    } catch (RuntimeException | StackOverflowError unforeseen) {
      if (Failure.isOfSink(unforeseen, sink)) {
        throw unforeseen;
      }
      tellUnreadable(found, Failure.ofLog(unforeseen), out);
    }
  }

  /** What was read before stays; without a new cursor the run is read whole next time. */
  private static void resumeOne(FoundLog found, String cursor, RunLog out, RunSink sink) {
    try {
      found.log().resume(cursor, out);
    } catch (IOException unreadable) {
      tellUnreadable(found, unreadable, out);
    } catch (RuntimeException | StackOverflowError unforeseen) {
      if (Failure.isOfSink(unforeseen, sink)) {
        throw unforeseen;
      }
      tellUnreadable(found, Failure.ofLog(unforeseen), out);
    }
  }

  private static void tellUnreadable(FoundLog found, IOException unreadable, RunLog out) {
    out.series().failed();
    Path place = found.log().files().isEmpty() ? found.log().folder() : found.log().files().get(0);
    out.problem(
        Problem.Kind.CORRUPT,
        place,
        -1,
        "Cannot read the " + found.format().tracker() + " log: " + FileTexts.reason(unreadable),
        null);
  }

  private void finish(FoundRun run, int handle, RunLog out, RunSink sink) {
    out.series().tellOrigins();
    sink.update(handle, complete(run, out));
    Map<String, String> cursors = out.series().cursors();
    if (cursors != null) {
      Map<String, Integer> owners = run.logs().size() > 1 ? out.series().owners() : Map.of();
      sink.cursor(handle, cursorText(names(run), cursors, owners));
    }
  }

  @Override
  public boolean resume(RunEntry entry, String cursor, RunSink sink) throws IOException {
    FoundRun run = index().get(entry.runId());
    JsonValue saved = JsonText.parse(cursor);
    if (run == null || !isThere(run) || !canResume(run, saved)) {
      return false;
    }
    Map<String, Integer> owners = new TreeMap<>();
    saved
        .get("owners")
        .entries()
        .forEach(
            (key, owner) ->
                owners.put(key, owner.integer() == null ? 0 : owner.integer().intValue()));
    int handle = sink.append(bare(run));
    RunLog out = new RunLog(sink, handle, base, run.id(), spec.options(), owners);
    out.series().primary(run.logs().get(0).log());
    for (FoundLog found : readingOrder(run)) {
      String name = name(run, found);
      String own = saved.get("logs").get(name).text();
      out.series().next(name, found.format().tracker(), found.log());
      if (own == null) {
        readOne(found, out, sink);
      } else {
        out.series().goesOn();
        resumeOne(found, own, out, sink);
      }
    }
    finish(run, handle, out, sink);
    return true;
  }

  /** All logs that had points must be ones that only grew, and no log may have come or gone. */
  private static boolean canResume(FoundRun run, JsonValue saved) {
    JsonValue cursors = saved.get("logs");
    int resumed = 0;
    if (!saved.get("all").elements().stream().map(JsonValue::text).toList().equals(names(run))) {
      return false;
    }
    for (FoundLog found : run.logs()) {
      String own = cursors.get(name(run, found)).text();
      if (own != null) {
        resumed++;
        if (!canResume(found.log(), own)) {
          return false;
        }
      }
    }
    return resumed > 0 && resumed == cursors.entries().size();
  }

  /** A log that cannot tell is read whole, and that says what is wrong. */
  private static boolean canResume(Log log, String cursor) {
    try {
      return log.canResume(cursor);
    } catch (IOException | RuntimeException unreadable) {
      return false;
    }
  }

  private static List<String> names(FoundRun run) {
    return run.logs().stream().map(found -> name(run, found)).toList();
  }

  private static String cursorText(
      List<String> all, Map<String, String> cursors, Map<String, Integer> owners) {
    Map<String, JsonValue> logs = new TreeMap<>();
    cursors.forEach((name, cursor) -> logs.put(name, new JsonValue.Text(cursor)));
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    fields.put(
        "all", new JsonValue.Array(all.stream().<JsonValue>map(JsonValue.Text::new).toList()));
    fields.put("logs", new JsonValue.Obj(logs));
    Map<String, JsonValue> numbers = new TreeMap<>();
    owners.forEach((key, owner) -> numbers.put(key, new JsonValue.Num(owner.toString())));
    fields.put("owners", new JsonValue.Obj(numbers));
    return new JsonValue.Obj(fields).toJson();
  }

  private Run bare(FoundRun run) {
    Path folder = run.logs().get(0).log().folder();
    return Run.builder(
            run.id(),
            run.logs().get(0).format().tracker(),
            ProjectNames.project(base, folder),
            ProjectNames.project(base, folder))
        .build();
  }

  private Run complete(FoundRun run, RunLog out) {
    Log primary = run.logs().get(0).log();
    return out.build(
        run.id(),
        run.logs().get(0).format().tracker(),
        ProjectNames.project(base, primary.folder()),
        ProjectNames.run(base, primary.folder(), primary.part()));
  }

  /** Names a log within its run, stably: by its format and its place. */
  private static String name(FoundRun run, FoundLog found) {
    Path own = run.logs().get(0).log().folder();
    Path folder = found.log().folder();
    String place = folder.equals(own) ? "" : " " + own.relativize(folder);
    return found.format().tracker() + place.replace('\\', '/');
  }

  private static boolean isThere(FoundRun run) {
    return Files.isDirectory(run.logs().get(0).log().folder());
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
