package dev.almanac.ingest.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.almanac.ingest.Capability;
import dev.almanac.ingest.Folder;
import dev.almanac.ingest.ParamOrigin;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.Recognition;
import dev.almanac.ingest.RunListing;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.logs.facts.IsoTimes;
import dev.almanac.ingest.testkit.RecordedRuns;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a walk makes of folders that nobody tidied up. */
class MessyFoldersTest {

  private static final String TABLE = "epoch,loss,val_loss\n0,0.5,0.6\n1,0.4,0.5\n";

  @TempDir private Path folder;

  @Test
  void aLogThatNoReaderForesawDoesNotKeepTheOthersFromBeingRead() throws IOException {
    write("a/train.csv", TABLE);
    write("b/train.csv", TABLE);
    RecordedRuns runs = read(List.of(new Foreseeing(out -> List.of().get(7))));
    assertThat(runs.runs()).containsOnlyKeys("a", "b");
    assertThat(runs.problems())
        .hasSize(2)
        .allSatisfy(
            problem -> {
              assertThat(problem.kind()).isEqualTo(Problem.Kind.CORRUPT);
              assertThat(problem.reason())
                  .startsWith("Cannot read the odd log: ArrayIndexOutOfBoundsException");
            });
  }

  @Test
  void aLogThatIsNestedTooDeeplyIsAProblem() throws IOException {
    write("a/train.csv", TABLE);
    RecordedRuns runs = read(List.of(new Foreseeing(MessyFoldersTest::deeper)));
    assertThat(runs.problems()).hasSize(1);
  }

  private static void deeper(RunLog out) {
    deeper(out);
    out.tag("never", "reached");
  }

  @Test
  void aSinkThatFailsIsNoFaultOfTheLog() throws IOException {
    write("a/train.csv", TABLE);
    LocalLogsSource source =
        source(List.of(new Foreseeing(out -> out.param("lr", "1", ParamOrigin.LOGGED))));
    RunListing listing = source.list();
    assertThatThrownBy(() -> source.read(listing.runs(), fullDisk()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the disk is full");
  }

  private static RunSink fullDisk() {
    RunSink recorded = new RecordedRuns();
    return (RunSink)
        Proxy.newProxyInstance(
            RunSink.class.getClassLoader(),
            new Class<?>[] {RunSink.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("param")) {
                throw new IllegalStateException("the disk is full");
              }
              return method.invoke(recorded, arguments);
            });
  }

  @Test
  void aFormatThatFailsToLookIsAProblemAndTheOthersStillLook() throws IOException {
    write("a/train.csv", TABLE);
    RunListing listing = source(List.of(new Blind(), new Foreseeing(out -> {}))).list();
    assertThat(listing.runs()).hasSize(1);
    assertThat(listing.problems())
        .extracting(Problem::reason)
        .contains("Cannot look for blind logs: IllegalStateException: cannot look");
  }

  @Test
  void anUnreadableFolderBelowARunIsAProblemAndTheRunIsRead() throws IOException {
    Path closed = folder.resolve("run/checkpoint-5");
    write("run/trainer_state.json", "{\"global_step\": 1, \"log_history\": []}");
    Files.createDirectories(closed);
    assumeTrue(closed.toFile().setReadable(false) && !Files.isReadable(closed));
    try {
      RunListing listing = source(LogFormats.all()).list();
      assertThat(listing.runs()).hasSize(1);
      assertThat(listing.problems()).hasSize(1);
    } finally {
      assertThat(closed.toFile().setReadable(true)).isTrue();
    }
  }

  @Test
  void whatCannotBeListedLooksEmptyToFormats() throws IOException {
    write("run/file.txt", "");
    LogFolder run = LogFolder.root(Folder.of(folder.resolve("run")));
    assertThat(run.child("gone").files()).isEmpty();
    assertThatThrownBy(() -> run.listedChild("gone")).isInstanceOf(IOException.class);
  }

  @Test
  @Timeout(60)
  void aPipeIsNotWaitedFor() throws Exception {
    Process made =
        new ProcessBuilder("mkfifo", folder.resolve("train.log").toString())
            .redirectErrorStream(true)
            .start();
    assumeTrue(made.waitFor(10, TimeUnit.SECONDS) && made.exitValue() == 0);
    Folder listed = Folder.of(folder);
    assertThat(listed.files()).isEmpty();
    assertThat(new LocalLogsSourceFactory().recognise(listed)).isEqualTo(Recognition.NOTHING);
  }

  @Test
  void aNameThatIsNoTextIsAProblem() throws Exception {
    write("run/train.csv", TABLE);
    Path script = folder.resolve("make.sh");
    Files.write(
        script,
        ("mkdir \"$1/run/$(printf 'caf\\351')\"; echo 1 > \"$1/run/$(printf 'na\\357ve.csv')\"")
            .getBytes(StandardCharsets.US_ASCII));
    Process made = new ProcessBuilder("sh", script.toString(), folder.toString()).start();
    assumeTrue(made.waitFor(10, TimeUnit.SECONDS) && made.exitValue() == 0);
    RunListing listing = source(LogFormats.all()).list();
    assertThat(listing.runs()).hasSize(1);
    assertThat(listing.problems())
        .hasSize(2)
        .allSatisfy(problem -> assertThat(problem.reason()).contains("its name is no text"));
  }

  @Test
  void timesThatDoNotFitAreNone() {
    assertThat(IsoTimes.micros(IsoTimes.instant("+999999999-01-01T00:00:00", ZoneOffset.UTC)))
        .isEqualTo(RunSink.NO_TIME);
    assertThat(IsoTimes.micros(Instant.MIN)).isEqualTo(RunSink.NO_TIME);
    assertThat(IsoTimes.micros(Instant.EPOCH.plus(Duration.ofNanos(2_000)))).isEqualTo(2);
  }

  @Test
  void tablesOfSeveralTrainingsBesideAConfigurationAreRunsOfTheirOwn() throws IOException {
    write("sweep/config.yaml", "lr: 1");
    write("sweep/seed0.csv", TABLE);
    write("sweep/seed1.csv", TABLE.replace("0.5", "0.9"));
    write("sweep/job1.log", "step 1: loss=3\nstep 2: loss=2\nstep 3: loss=1\n");
    write("sweep/job2.log", "step 1: loss=6\nstep 2: loss=5\nstep 3: loss=4\n");
    write("other/config.yaml", "lr: 1");
    write("other/train.csv", TABLE);
    write("other/fold2.csv", TABLE);
    RecordedRuns runs = read(LogFormats.all());
    assertThat(runs.runs())
        .containsOnlyKeys(
            "sweep/seed0.csv",
            "sweep/seed1.csv",
            "sweep/job1.log",
            "sweep/job2.log",
            "other",
            "other/fold2.csv");
    assertThat(runs.run("sweep/seed1.csv").points("loss")).hasSize(2);
  }

  @Test
  void aFileThatCannotBeOpenedDoesNotHideThoseBesideIt() throws IOException {
    write("run/train.csv", TABLE);
    for (String name : List.of("data.csv", "evals.json", "notes.log", "some.db")) {
      Files.createSymbolicLink(folder.resolve("run").resolve(name), Path.of("nowhere"));
    }
    RunListing listing = source(LogFormats.all()).list();
    assertThat(listing.runs()).hasSize(1);
    assertThat(listing.problems()).isEmpty();
  }

  @Test
  void programsThatReadEventFilesAreNoEventFiles() throws IOException {
    write("project/tfevents_reader.py", "import struct");
    write("project/test_tfevents.py", "import struct");
    write("project/tfevents.md", "# Files");
    assertThat(source(LogFormats.all()).list().runs()).isEmpty();
    write("run/events.out.tfevents.1700000000.host.example.py", "");
    assertThat(source(LogFormats.all()).list().runs()).hasSize(1);
  }

  private LocalLogsSource source(List<LogFormat> formats) throws IOException {
    return new LocalLogsSource(new LocalLogsSourceFactory().gather(folder), formats);
  }

  private RecordedRuns read(List<LogFormat> formats) throws IOException {
    LocalLogsSource source = source(formats);
    RecordedRuns runs = new RecordedRuns();
    source.read(source.list().runs(), runs);
    return runs;
  }

  private void write(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private interface Reading {
    void read(RunLog out) throws IOException;
  }

  /** Takes each folder with a table for a run, and does something with it. */
  private record Foreseeing(Reading reading) implements LogFormat {
    @Override
    public String tracker() {
      return "odd";
    }

    @Override
    public Set<Capability> capabilities() {
      return Set.of();
    }

    @Override
    public String tried() {
      return "none";
    }

    @Override
    public List<Log> find(LogFolder folder) {
      return folder.hasFile("train.csv") ? List.of(new Odd(folder.path(), reading)) : List.of();
    }
  }

  private record Odd(Path folder, Reading reading) implements Log {
    @Override
    public Role role() {
      return Role.RUN;
    }

    @Override
    public List<Path> files() {
      return List.of(folder.resolve("train.csv"));
    }

    @Override
    public void read(RunLog out) throws IOException {
      reading.read(out);
    }
  }

  private record Blind() implements LogFormat {
    @Override
    public String tracker() {
      return "blind";
    }

    @Override
    public Set<Capability> capabilities() {
      return Set.of();
    }

    @Override
    public String tried() {
      return "none";
    }

    @Override
    public List<Log> find(LogFolder folder) {
      throw new IllegalStateException("cannot look");
    }
  }
}
