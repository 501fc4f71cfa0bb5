package dev.almanac.ingest.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.model.RunStatus;
import dev.almanac.ingest.read.text.FileTexts;
import dev.almanac.ingest.testkit.RecordedRun;
import dev.almanac.ingest.testkit.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** File stores with one defect each: the run goes in, and what is wrong is said. */
class OddFileStoreTest {

  @TempDir Path folder;

  @Test
  void emptyMetaFileIsTruncatedAndTheRestOfTheRunGoesIn() throws IOException {
    Sources.Reading reading = TinyFileStore.finished(folder).writeToRun("meta.yaml", "").read();

    assertRestWentIn(reading);
    assertThat(reading.listing().runs().get(0).live()).isTrue();
    assertProblem(reading, Problem.Kind.TRUNCATED, "0/" + TinyFileStore.RUN + "/meta.yaml");
  }

  @Test
  void metaFileThatIsNotYamlIsQuarantinedAndTheRestOfTheRunGoesIn() throws IOException {
    Sources.Reading reading =
        TinyFileStore.finished(folder)
            .writeToRun("meta.yaml", "{[not: yaml\n")
            .writeToRun("tags/mlflow.runName", "named by tag")
            .read();

    assertRestWentIn(reading);
    assertThat(TinyFileStore.run(reading).run().name()).isEqualTo("named by tag");
    Problem problem =
        assertProblem(reading, Problem.Kind.CORRUPT, "0/" + TinyFileStore.RUN + "/meta.yaml");
    assertThat(problem.reason()).startsWith("Cannot read the run's own facts: it is not YAML");
    assertThat(problem.runId()).isEqualTo(TinyFileStore.RUN);
  }

  @Test
  void missingMetaFileIsQuarantinedAndTheRestOfTheRunGoesIn() throws IOException {
    TinyFileStore store = TinyFileStore.finished(folder);
    Files.delete(store.runFolder().resolve("meta.yaml"));

    Sources.Reading reading = store.read();

    assertRestWentIn(reading);
    assertProblem(reading, Problem.Kind.CORRUPT, "0/" + TinyFileStore.RUN + "/meta.yaml");
  }

  @Test
  void folderInPlaceOfTheMetaFileIsQuarantinedInWords() throws IOException {
    TinyFileStore store = TinyFileStore.finished(folder);
    Files.delete(store.runFolder().resolve("meta.yaml"));
    Files.createDirectory(store.runFolder().resolve("meta.yaml"));

    Sources.Reading reading = store.read();

    assertRestWentIn(reading);
    Problem problem =
        assertProblem(reading, Problem.Kind.CORRUPT, "0/" + TinyFileStore.RUN + "/meta.yaml");
    assertThat(problem.reason())
        .contains("it cannot be opened: ")
        .doesNotContain("Exception")
        .doesNotContain(folder.toString());
  }

  private static void assertRestWentIn(Sources.Reading reading) {
    RecordedRun run = TinyFileStore.run(reading);
    assertThat(run.run().status()).isEqualTo(RunStatus.UNKNOWN);
    assertThat(run.run().project()).isEqualTo("Default");
    assertThat(run.points("good")).hasSize(1);
    assertThat(run.paramCount()).isEqualTo(1);
  }

  @Test
  void experimentMetaThatIsNotYamlLeavesTheIdAsName() throws IOException {
    Sources.Reading reading =
        TinyFileStore.finished(folder)
            .write("1/meta.yaml", "artifact_location: x\nexperiment_id: '1'\nname: b\n")
            .write("0/meta.yaml", "\tno: yaml: at all")
            .read();

    assertThat(TinyFileStore.run(reading).run().project()).isEqualTo("0");
    assertProblem(reading, Problem.Kind.CORRUPT, "0/meta.yaml");
  }

  @Test
  void experimentOfAnotherIdThanItsFolderIsReadUnderItsFolder() throws IOException {
    Sources.Reading reading =
        TinyFileStore.finished(folder)
            .write("0/meta.yaml", "artifact_location: x\nexperiment_id: 17\nname: moved\n")
            .read();

    assertThat(TinyFileStore.run(reading).run().projectId()).isEqualTo("0");
    assertThat(TinyFileStore.run(reading).run().project()).isEqualTo("moved");
    assertThat(assertProblem(reading, Problem.Kind.ALTERED, "0/meta.yaml").raw()).isEqualTo("17");
  }

  @Test
  void hexadecimalIdsThatLookLikeNumbersStayText() throws IOException {
    String id = "12345678901234567890123456789e01";
    Sources.Reading reading =
        TinyFileStore.finished(folder)
            .write(
                "0/" + id + "/meta.yaml", "run_id: " + id + "\nrun_uuid: " + id + "\nstatus: 3\n")
            .read();

    assertThat(reading.runs().run(id).run().status()).isEqualTo(RunStatus.FINISHED);
    assertThat(TinyFileStore.problems(reading)).isEmpty();
  }

  @Test
  void malformedLinesAreQuarantinedOneByOneAndTheOthersGoIn() throws IOException {
    Sources.Reading reading =
        TinyFileStore.finished(folder)
            .writeToRun("metrics/loss", "1 0.5 0\nword\n2 0.25 1\n3 x 2\n4 1 2 three\n5 0.1 2\n")
            .read();

    assertThat(TinyFileStore.run(reading).points("loss"))
        .extracting(RecordedRun.Point::value)
        .containsExactly(0.5, 0.25, 0.1);
    assertThat(TinyFileStore.problems(reading))
        .extracting(Problem::kind, Problem::offset, Problem::raw)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Problem.Kind.CORRUPT, 2L, "word"),
            org.assertj.core.groups.Tuple.tuple(Problem.Kind.CORRUPT, 4L, "3 x 2"),
            org.assertj.core.groups.Tuple.tuple(Problem.Kind.CORRUPT, 5L, "4 1 2 three"));
  }

  @Test
  void manyMalformedLinesAreCountedRatherThanListed() throws IOException {
    Sources.Reading reading =
        TinyFileStore.finished(folder).writeToRun("metrics/loss", "bad\n".repeat(1_000)).read();

    List<Problem> problems = TinyFileStore.problems(reading);
    assertThat(problems).hasSize(MetricFile.MAX_PROBLEMS + 1);
    assertThat(problems.get(problems.size() - 1).reason())
        .isEqualTo("980 further lines have the like");
  }

  @Test
  void twoFieldsAreAPointOfAnOldStoreAtStepZero() throws IOException {
    Sources.Reading reading =
        TinyFileStore.finished(folder).writeToRun("metrics/loss", "1550000000 0.5\n").read();

    assertThat(TinyFileStore.run(reading).points("loss"))
        .containsExactly(new RecordedRun.Point(0, 1_550_000_000_000_000L, 0.5));
    assertThat(assertProblem(reading, Problem.Kind.ALTERED, metric("loss")).reason())
        .contains("taken as seconds");
  }

  @Test
  void lineWithoutAStepAmongOthersIsTakenForStepZeroAndSaid() throws IOException {
    Sources.Reading reading =
        TinyFileStore.finished(folder)
            .writeToRun("metrics/loss", "1600000000000 0.5 7\n1600000000001 0.4\n")
            .read();

    assertThat(TinyFileStore.run(reading).points("loss"))
        .extracting(RecordedRun.Point::step)
        .containsExactly(7L, 0L);
    assertProblem(reading, Problem.Kind.ALTERED, metric("loss"));
  }

  @Test
  void lastLineWithoutABreakWaitsWhileTheRunIsLive() throws IOException {
    Sources.Reading reading =
        TinyFileStore.running(folder).writeToRun("metrics/loss", "1 0.5 0\n2 0.25 1").read();

    assertThat(TinyFileStore.run(reading).points("loss")).hasSize(1);
    assertProblem(reading, Problem.Kind.TRUNCATED, metric("loss"));
  }

  @Test
  void lastLineWithoutABreakIsTakenOnceTheRunHasEnded() throws IOException {
    Sources.Reading reading =
        TinyFileStore.finished(folder).writeToRun("metrics/loss", "1 0.5 0\n2 0.25 1").read();

    assertThat(TinyFileStore.run(reading).points("loss")).hasSize(2);
    assertThat(TinyFileStore.problems(reading)).isEmpty();
  }

  @Test
  void emptyFilesBlankLinesAndCarriageReturnsAreNoProblem() throws IOException {
    Sources.Reading reading =
        TinyFileStore.running(folder)
            .writeToRun("metrics/empty", "")
            .writeToRun("metrics/windows", "1 0.5 0\r\n\r\n2 0.25 1\r\n\n")
            .read();

    assertThat(TinyFileStore.run(reading).points("empty")).isEmpty();
    assertThat(TinyFileStore.run(reading).points("windows"))
        .extracting(RecordedRun.Point::step)
        .containsExactly(0L, 1L);
    assertThat(TinyFileStore.problems(reading)).isEmpty();
  }

  @Test
  void textThatIsNotUtf8GoesInWithReplacementsAndIsSaid() throws IOException {
    TinyFileStore store = TinyFileStore.finished(folder);
    Files.write(store.runFolder().resolve("params/odd"), new byte[] {'a', (byte) 0xff, 'b'});

    Sources.Reading reading = store.read();

    assertThat(TinyFileStore.run(reading).lines())
        .anyMatch(line -> line.contains("\"value\":\"a\uFFFDb\""));
    assertProblem(reading, Problem.Kind.ALTERED, "0/" + TinyFileStore.RUN + "/params/odd");
  }

  @Test
  void paramThatIsTooLargeForATextIsQuarantined() throws IOException {
    TinyFileStore store = TinyFileStore.finished(folder);
    Files.write(store.runFolder().resolve("params/huge"), new byte[FileTexts.MAX_BYTES + 1]);

    Sources.Reading reading = store.read();

    assertThat(TinyFileStore.run(reading).paramCount()).isEqualTo(1);
    assertProblem(reading, Problem.Kind.CORRUPT, "0/" + TinyFileStore.RUN + "/params/huge");
  }

  @Test
  void everythingBelowTheTrashIsDeletedWhateverItSays() throws IOException {
    TinyFileStore store = TinyFileStore.finished(folder);
    Files.createDirectories(store.root().resolve(".trash"));
    Files.move(store.root().resolve("0"), store.root().resolve(".trash/0"));

    assertThat(TinyFileStore.run(store.read()).run().deleted()).isTrue();
  }

  @Test
  void secondRunOfTheSameIdIsReportedAndLeftOut() throws IOException {
    TinyFileStore store =
        TinyFileStore.finished(folder)
            .write("1/meta.yaml", "artifact_location: x\nexperiment_id: '1'\nname: copy\n")
            .write("1/" + TinyFileStore.RUN + "/meta.yaml", "run_id: x\nstatus: 3\n");

    Sources.Reading reading = store.read();

    assertThat(reading.listing().runs()).hasSize(1);
    assertProblem(reading, Problem.Kind.CORRUPT, "1/" + TinyFileStore.RUN);
  }

  @Test
  void timesBeyondMicrosecondsGoInWithoutATime() throws IOException {
    Sources.Reading reading =
        TinyFileStore.finished(folder)
            .writeToRun("metrics/late", Long.MAX_VALUE + " 0.5 " + Long.MIN_VALUE + "\n")
            .read();

    assertThat(TinyFileStore.run(reading).points("late"))
        .containsExactly(
            new RecordedRun.Point(Long.MIN_VALUE, dev.almanac.ingest.RunSink.NO_TIME, 0.5));
    assertProblem(reading, Problem.Kind.ALTERED, metric("late"));
  }

  @Test
  void datasetNamesWithBlanksDoNotHideTheStep() throws IOException {
    Sources.Reading reading =
        TinyFileStore.finished(folder)
            .writeToRun("metrics/acc", "1600000000000 0.75 12 my held out set 3efaaf32\n")
            .read();

    assertThat(TinyFileStore.run(reading).points("acc"))
        .extracting(RecordedRun.Point::step)
        .containsExactly(12L);
    assertThat(TinyFileStore.run(reading).lines())
        .anyMatch(
            line ->
                line.contains(
                    "\"fact\":\"dataset\",\"name\":\"my held out set\",\"digest\":\"3efaaf32\""));
  }

  private static String metric(String key) {
    return "0/" + TinyFileStore.RUN + "/metrics/" + key;
  }

  private static Problem assertProblem(
      Sources.Reading reading, Problem.Kind kind, String location) {
    List<Problem> problems = TinyFileStore.problems(reading);
    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).kind()).isEqualTo(kind);
    assertThat(problems.get(0).location()).isEqualTo(location);
    return problems.get(0);
  }
}
