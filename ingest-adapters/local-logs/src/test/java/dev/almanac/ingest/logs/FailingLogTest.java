package dev.almanac.ingest.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.ingest.Capability;
import dev.almanac.ingest.MetricDefinition;
import dev.almanac.ingest.MetricDefinition.StepKind;
import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.model.RunEntry;
import dev.almanac.ingest.testkit.RecordedRun;
import dev.almanac.ingest.testkit.RecordedRun.Point;
import dev.almanac.ingest.testkit.RecordedRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of a run that several logs tell of, nothing is lost or doubled if one of them fails. */
class FailingLogTest {

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void makeRun() throws IOException {
    Files.writeString(folder.resolve("train.csv"), "step,loss\n");
  }

  @Test
  void aMetricOfWhichAFailedLogDeliveredNothingIsTakenFromTheNextLog() throws IOException {
    Teller failing = new Teller("strong", out -> fail(out, StepKind.STEP));
    RecordedRun run = read(failing, teller("weak", 1, 2, 3), teller("weaker", 1, 2, 3, 4));
    assertThat(steps(run)).containsExactly(1L, 2L, 3L);
    assertThat(run.lines())
        .anyMatch(line -> line.contains("\"weak\"") && line.contains("1 metrics"))
        .noneMatch(line -> line.contains("completes it"));
  }

  @Test
  void theNextLogGoesOnWhereALogFailed() throws IOException {
    Teller failing = new Teller("strong", out -> fail(out, StepKind.STEP, 1, 2, 3));
    RecordedRun run =
        read(failing, teller("weak", 1, 2, 3, 4, 5), teller("weaker", 2, 3, 4, 5, 6, 7));
    assertThat(steps(run)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(run.lines())
        .anyMatch(line -> line.contains("\"weak\"") && line.contains("completes it by 2 points"));
  }

  @Test
  void nothingGoesOnThatCountsSomethingElse() throws IOException {
    Teller failing = new Teller("strong", out -> fail(out, StepKind.EPOCH, 1, 2, 3));
    RecordedRun run = read(failing, teller("weak", 100, 200, 300, 400));
    assertThat(steps(run)).containsExactly(1L, 2L, 3L);
    Teller early =
        new Teller(
            "weak",
            out -> {
              define(out, StepKind.STEP);
              points(out, 100, 200);
            });
    assertThat(steps(read(failing, early))).containsExactly(1L, 2L, 3L);
  }

  @Test
  void aLogThatDidNotFailIsWhole() throws IOException {
    RecordedRun run = read(teller("strong", 1, 2, 3), teller("weak", 1, 2, 3, 4, 5));
    assertThat(steps(run)).containsExactly(1L, 2L, 3L);
  }

  @Test
  void whatTheRunTookBackMayBeGoneOnWith() throws IOException {
    Teller failing =
        new Teller(
            "strong",
            out -> {
              points(out, 1, 2, 3, 4);
              out.restart(out.key(MetricKind.METRIC, "loss"), 2);
              points(out, 2);
              throw new IOException("torn");
            });
    RecordedRun run = read(failing, teller("weak", 1, 2, 3, 4, 5));
    assertThat(run.effectivePoints("loss"))
        .extracting(Point::step)
        .containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void twoLogsThatCompleteAThirdDeliverEachPointOnce() throws IOException {
    RecordedRun run =
        read(
            teller("strong", 1, 3),
            new Teller("weak", out -> points(out, 1, 2, 3), Set.of("strong")),
            new Teller("weaker", out -> points(out, 1, 2, 3, 4), Set.of("strong")));
    assertThat(steps(run)).containsExactly(1L, 3L, 2L, 4L);
  }

  @Test
  void aRunIsReadWholeAfterALogFailedToGoOn() throws IOException {
    Growing growing = new Growing();
    List<LogFormat> formats = List.of(growing, new Growing("beside", "accuracy"));
    LocalLogsSource source = source(formats);
    RecordedRuns first = new RecordedRuns();
    List<RunEntry> entries = source.list().runs();
    source.read(entries, first);
    String cursor = first.run(entries.get(0).runId()).cursor();
    assertThat(cursor).isNotNull();

    growing.isTorn = true;
    RecordedRuns second = new RecordedRuns();
    assertThat(source(formats).resume(entries.get(0), cursor, second)).isTrue();
    RecordedRun torn = second.run(entries.get(0).runId());
    assertThat(torn.cursor()).as("would have the first log read again").isNull();
    assertThat(second.problems()).extracting(Problem::kind).contains(Problem.Kind.CORRUPT);
  }

  private static Teller teller(String tracker, long... steps) {
    return new Teller(
        tracker,
        out -> {
          out.key(MetricKind.METRIC, "loss");
          define(out, StepKind.STEP);
          points(out, steps);
        });
  }

  private static void fail(RunLog out, StepKind kind, long... steps) throws IOException {
    out.key(MetricKind.METRIC, "loss");
    define(out, kind);
    points(out, steps);
    throw new IOException("torn");
  }

  private static void define(RunLog out, StepKind kind) {
    out.metric(MetricDefinition.steps(MetricKind.METRIC, "loss", kind));
  }

  private static void points(RunLog out, long... steps) {
    int key = out.key(MetricKind.METRIC, "loss");
    Arrays.stream(steps).forEach(step -> out.point(key, step, RunSink.NO_TIME, 0.5));
  }

  private static List<Long> steps(RecordedRun run) {
    return run.points("loss").stream().map(Point::step).toList();
  }

  private LocalLogsSource source(List<LogFormat> formats) throws IOException {
    return new LocalLogsSource(new LocalLogsSourceFactory().gather(folder), formats);
  }

  private RecordedRun read(LogFormat... formats) throws IOException {
    LocalLogsSource source = source(List.of(formats));
    RecordedRuns runs = new RecordedRuns();
    List<RunEntry> entries = source.list().runs();
    source.read(entries, runs);
    assertThat(entries).hasSize(1);
    return runs.run(entries.get(0).runId());
  }

  private interface Telling {
    void tell(RunLog out) throws IOException;
  }

  private abstract static class OddFormat implements LogFormat {
    @Override
    public Set<Capability> capabilities() {
      return Set.of();
    }

    @Override
    public String tried() {
      return "none";
    }
  }

  /** Takes the folder for a run and tells something of it. */
  private static final class Teller extends OddFormat {
    private final String tracker;
    private final Telling telling;
    private final Set<String> completed;

    Teller(String tracker, Telling telling) {
      this(tracker, telling, Set.of());
    }

    Teller(String tracker, Telling telling, Set<String> completed) {
      this.tracker = tracker;
      this.telling = telling;
      this.completed = completed;
    }

    @Override
    public String tracker() {
      return tracker;
    }

    @Override
    public List<Log> find(LogFolder found) {
      return List.of(
          new OddLog(found.path()) {
            @Override
            public void read(RunLog out) throws IOException {
              telling.tell(out);
            }

            @Override
            public boolean completes(String other) {
              return completed.contains(other);
            }
          });
    }
  }

  private abstract static class OddLog implements Log {
    private final Path path;

    OddLog(Path path) {
      this.path = path;
    }

    @Override
    public Role role() {
      return Role.RUN;
    }

    @Override
    public Path folder() {
      return path;
    }

    @Override
    public List<Path> files() {
      return List.of(path.resolve("train.csv"));
    }
  }

  /** Tells three points, and no more when it goes on; unless it is torn. */
  private static final class Growing extends OddFormat {
    private final String tracker;
    private final String key;
    private boolean isTorn;

    Growing() {
      this("growing", "loss");
    }

    Growing(String tracker, String key) {
      this.tracker = tracker;
      this.key = key;
    }

    @Override
    public String tracker() {
      return tracker;
    }

    @Override
    public List<Log> find(LogFolder found) {
      return List.of(
          new OddLog(found.path()) {
            @Override
            public void read(RunLog out) {
              int handle = out.key(MetricKind.METRIC, key);
              out.point(handle, 1, RunSink.NO_TIME, 0.5);
              out.cursor("1");
            }

            @Override
            public boolean canResume(String cursor) {
              return true;
            }

            @Override
            public void resume(String cursor, RunLog out) throws IOException {
              if (isTorn) {
                throw new IOException("torn");
              }
              out.cursor("1");
            }
          });
    }
  }
}
