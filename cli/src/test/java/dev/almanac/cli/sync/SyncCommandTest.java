package dev.almanac.cli.sync;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.cli.CommandRun;
import dev.almanac.cli.SmallStore;
import dev.almanac.cli.command.ExitCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SyncCommandTest {

  @TempDir private Path folder;

  private CommandRun.Result almanac(String... arguments) {
    return CommandRun.in(folder).run(arguments);
  }

  @Test
  void saysWhatItReadAndThenThatNothingChanged() {
    SmallStore store = SmallStore.in(folder.resolve("mlruns"), "p").run("a", "1").run("b", "2");

    String line = folder.getFileName() + "-mlruns,mlflow file store,";
    assertThat(almanac("sync", "mlruns", "--quiet").out()).contains(line + "complete,2,0,0,4,0\n");
    assertThat(almanac("sync", "mlruns").out()).contains(line + "nothing-changed,0,2,0,0,0\n");

    store.run("c", "3");
    assertThat(almanac("sync", "mlruns").out()).contains(line + "complete,1,2,0,2,0\n");
  }

  @Test
  void aFolderMayHoldSeveralSources() {
    SmallStore.in(folder.resolve("team/a/mlruns"), "p").run("a", "1");
    SmallStore.in(folder.resolve("team/b/mlruns"), "q").run("b", "2");
    SmallStore.in(folder.resolve("team/node_modules/x/mlruns"), "r").run("c", "3");

    assertThat(almanac("sync", "team").exitCode()).isZero();
    assertThat(almanac("sql", "SELECT source, project FROM runs ORDER BY source").out())
        .isEqualTo("source,project\na-mlruns,p\nb-mlruns,q\n");
  }

  @Test
  void sourcesOfTheSameDerivedNameStayApartAndKeepTheirNames() {
    SmallStore.in(folder.resolve("x/team/mlruns"), "p").run("a", "1");
    SmallStore.in(folder.resolve("y/team/mlruns"), "q").run("b", "2");

    almanac("sync", "y");
    almanac("sync", "x");
    almanac("sync", ".");

    assertThat(almanac("sql", "SELECT source, project FROM runs ORDER BY source").out())
        .isEqualTo("source,project\nteam-mlruns,q\nteam-mlruns-2,p\n");
  }

  @Test
  void aServerThatDoesNotAnswerDoesNotKeepTheOtherPlacesOut() {
    SmallStore.in(folder.resolve("mlruns"), "p").run("a", "1");
    for (String closed :
        List.of(
            "postgresql://u:pw55@127.0.0.1:9/d",
            "mysql://u:pw55@127.0.0.1:9/d",
            "http://127.0.0.1:9")) {
      CommandRun.Result result = almanac("sync", closed, "mlruns", "--quiet");

      assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
      assertThat(result.err().lines())
          .singleElement(InstanceOfAssertFactories.STRING)
          .contains("Cannot ", "127.0.0.1:9")
          .doesNotContain("pw55", "Exception");
      assertThat(result.out()).contains("mlruns,mlflow file store,");
    }
  }

  @Test
  void aGivenNameIsKeptAndCannotBeChangedLater() {
    SmallStore.in(folder.resolve("mlruns"), "p").run("a", "1");

    assertThat(almanac("sync", "mlruns", "--name", "team").exitCode()).isZero();
    assertThat(almanac("sync", "mlruns").out()).contains("team,");
    assertThat(almanac("sync", "mlruns", "--name", "other"))
        .satisfies(
            result -> {
              assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
              assertThat(result.err()).contains("its runs are in the warehouse as team");
            });
  }

  @Test
  void twoSourcesCannotGetOneName() throws IOException {
    SmallStore.in(folder.resolve("a/mlruns"), "p").run("a", "1");
    SmallStore.in(folder.resolve("b/mlruns"), "q").run("b", "2");

    assertThat(almanac("sync", "a", "b", "--name", "team"))
        .satisfies(
            result -> {
              assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
              assertThat(result.err()).contains("another source of this sync is called so");
            });

    Files.writeString(
        folder.resolve("almanac.yaml"),
        "sources:\n  - path: a\n  - {path: b, name: a-mlruns}\n",
        UTF_8);
    assertThat(almanac("sync").exitCode()).isZero();
    assertThat(almanac("sync").exitCode()).isZero();
    assertThat(almanac("sql", "SELECT project, gone FROM runs ORDER BY project").out())
        .isEqualTo("project,gone\np,false\nq,false\n");
  }

  @Test
  void aSourceKeepsItsNameWhenTheOthersAtItsPlaceGoAway() throws IOException {
    SmallStore.in(folder.resolve("t/a/mlruns"), "p").run("a", "1");
    SmallStore.in(folder.resolve("t/b/mlruns"), "q").run("b", "2");
    almanac("sync", "t", "--name", "team");
    Files.move(folder.resolve("t/b"), folder.resolve("elsewhere"));

    assertThat(almanac("sync", "t", "--name", "team").exitCode()).isZero();
    assertThat(almanac("sql", "SELECT source FROM runs ORDER BY source").out())
        .isEqualTo("source\nteam-a-mlruns\nteam-b-mlruns\n");
  }

  @Test
  void twoMappingsOfOnePlaceAreRefused() throws IOException {
    Files.createDirectories(folder.resolve("logs"));
    Files.writeString(
        folder.resolve("almanac.yaml"),
        "sources:\n"
            + "  - {path: logs, name: a, mapping: {runs: 'a*', metrics: m.csv}}\n"
            + "  - {path: logs, name: b, mapping: {runs: 'b*', metrics: m.csv}}\n",
        UTF_8);

    assertThat(almanac("sync").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void passwordsInUrisAreNotShown() {
    for (String uri :
        new String[] {
          "postgresql://me:hunter 2@db/name",
          "gopher://me:hunter2@db/name?key=hunter2",
          "postgresql://me:hunter2/@db",
          "mysql:me:hunter2@db",
          "http://me:hunter2@no_such_host.invalid:1/x"
        }) {
      for (String command : new String[] {"sync", "sources"}) {
        CommandRun.Result result = almanac(command, uri);
        assertThat(result.exitCode()).isNotZero();
        assertThat(result.err() + result.out())
            .doesNotContain("hunter")
            .doesNotContain("should not");
      }
    }
  }

  @Test
  void aNameThatKeysCannotHoldIsRefused() {
    SmallStore.in(folder.resolve("mlruns"), "p").run("a", "1");

    assertThat(almanac("sync", "mlruns", "--name", "a/b").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(almanac("sync", "mlruns", "--name", "").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aNameForSeveralSourcesIsHowTheirNamesBegin() {
    SmallStore.in(folder.resolve("a/mlruns"), "p").run("a", "1");
    SmallStore.in(folder.resolve("b/mlruns"), "q").run("b", "1");

    CommandRun.Result result = almanac("sync", ".", "--name", "team");

    assertThat(result.exitCode()).isZero();
    assertThat(almanac("sql", "SELECT source FROM runs ORDER BY source").out())
        .isEqualTo("source\nteam-a-mlruns\nteam-b-mlruns\n");
  }

  @Test
  void aPlaceThatHoldsNothingIsOneClearMessage() throws IOException {
    Files.createDirectories(folder.resolve("photos/2024"));
    Files.writeString(folder.resolve("photos/cat.jpg"), "not a run");

    CommandRun.Result result = almanac("sync", "photos");

    assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(result.err())
        .startsWith(
            "almanac: Cannot sync photos: it holds nothing that can be read (2 folders looked"
                + " into). Can be read: ")
        .contains("mlflow")
        .contains("see almanac sources.");
    assertThat(folder.resolve("almanac-warehouse")).doesNotExist();
  }

  @Test
  void anAbsentPlaceAnUnknownKindAndNothingAtAllAreToldApart() {
    assertThat(almanac("sync", "absent").err()).contains("there is no " + folder.resolve("absent"));
    assertThat(almanac("sync", ".", "--source", "mlfow"))
        .satisfies(
            result -> {
              assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
              assertThat(result.err()).contains("no kind of source mlfow. Did you mean mlflow?");
            });
    assertThat(almanac("sync"))
        .satisfies(
            result -> {
              assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
              assertThat(result.err()).contains("list sources in almanac.yaml");
            });
  }

  @Test
  void readsTheSourcesOfTheConfiguration() throws IOException {
    SmallStore.in(folder.resolve("data/mlruns"), "p").run("a", "1");
    Files.writeString(
        folder.resolve("almanac.yaml"),
        "warehouse: wh\nsources:\n  - name: team\n    path: data/mlruns\n",
        UTF_8);
    Path below = folder.resolve("notebooks");
    Files.createDirectories(below);

    assertThat(CommandRun.in(below).run("sync").exitCode()).isZero();

    assertThat(folder.resolve("wh")).isDirectory();
    assertThat(CommandRun.in(below).run("sql", "SELECT source FROM runs").out())
        .isEqualTo("source\nteam\n");
  }

  @Test
  void aDamagedFileIsQuarantinedAndTheRestGoesIn() {
    SmallStore.in(folder.resolve("mlruns"), "p")
        .run("a", "1")
        .file("metrics/broken", "1795000001000 not-a-number 0\n");

    CommandRun.Result result = almanac("sync", "mlruns");

    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).contains("metrics/broken");
    assertThat(almanac("sql", "SELECT count(*) AS n FROM metrics").out()).isEqualTo("n\n2\n");
    assertThat(almanac("sql", "SELECT kind, location FROM quarantine").out())
        .contains("corrupt,")
        .contains("metrics/broken");
  }

  @Test
  void aDamagedDatabaseFailsAloneAndTheOthersGoIn() throws IOException {
    SmallStore.in(folder.resolve("mlruns"), "p").run("a", "1");
    Files.writeString(folder.resolve("mlflow.db"), "SQLite format 3\u0000 and then nothing");

    CommandRun.Result result = almanac("sync", ".");

    assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(result.err()).contains("mlflow.db").doesNotContain("Exception");
    assertThat(almanac("sql", "SELECT count(*) AS n FROM runs").out()).isEqualTo("n\n1\n");
  }

  @Test
  void aDatabaseThatWasCutOffIsNamedInOurWords() throws IOException {
    byte[] whole = Files.readAllBytes(Path.of("..", "examples", "mlflow.db"));
    Files.write(folder.resolve("cut.db"), Arrays.copyOf(whole, 60_000));

    CommandRun.Result result = almanac("sync", "cut.db");

    assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(result.err())
        .contains("cut.db: the file is damaged or cut off")
        .contains("Cannot sync cut.db: what is there could not be looked into")
        .doesNotContain("IOException")
        .doesNotContain("holds nothing");
    assertThat(folder.resolve("almanac-warehouse")).doesNotExist();
  }

  @Test
  void aStoreWithoutRunsIsNoError() throws IOException {
    SmallStore.in(folder.resolve("mlruns"), "p");

    assertThat(almanac("sync", "mlruns").exitCode()).isZero();
    assertThat(almanac("sql", "SELECT count(*) AS n FROM runs").out()).isEqualTo("n\n0\n");
  }

  @Test
  void aHeldWarehouseMeansTryAgainLater() throws IOException {
    SmallStore.in(folder.resolve("mlruns"), "p").run("a", "1");
    almanac("sync", "mlruns");
    Path lock = folder.resolve("almanac-warehouse/sync.lock");

    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      assertThat(held.isValid()).isTrue();
      CommandRun.Result result = almanac("sync", "mlruns", "--reread", "--wait", "0");
      assertThat(result.exitCode()).isEqualTo(ExitCode.LOCKED);
      assertThat(result.err()).contains("holds it");
    }
    assertThat(almanac("sync", "mlruns", "--reread", "--wait", "0").exitCode()).isZero();
  }

  @Test
  void aLoopOfLinksEnds() throws IOException {
    SmallStore.in(folder.resolve("team/mlruns"), "p").run("a", "1");
    Files.createSymbolicLink(folder.resolve("team/again"), folder.resolve("team"));

    assertThat(almanac("sync", "team").exitCode()).isZero();
    assertThat(almanac("sql", "SELECT count(*) AS n FROM runs").out()).isEqualTo("n\n1\n");
  }

  @Test
  void verifyFindsWhatDiffersAndChangesNothing() throws IOException {
    SmallStore store = SmallStore.in(folder.resolve("mlruns"), "p").run("a", "1").run("b", "2");
    almanac("sync", "mlruns", "--name", "team");

    CommandRun.Result same = almanac("sync", "mlruns", "--verify");
    assertThat(same.exitCode()).isZero();
    assertThat(same.err()).contains("team: 2 runs, all equal");

    store.file("params/late", "yes");
    CommandRun.Result late = almanac("sync", "mlruns", "--verify");
    assertThat(late.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(late.out()).contains("team,params,team/").contains(",2,1,number of rows differs");
    assertThat(almanac("sql", "SELECT count(*) AS n FROM params").out()).isEqualTo("n\n2\n");
  }

  @Test
  void sourcesOfAPlaceSaysWhatASyncWouldFind() throws IOException {
    SmallStore.in(folder.resolve("team/a/mlruns"), "p").run("a", "1").run("b", "1");
    Files.writeString(folder.resolve("team/mlflow.db"), "SQLite format 3\u0000 and then nothing");

    CommandRun.Result result = almanac("sources", "team");

    assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(result.out())
        .contains("a-mlruns,mlflow file store,mlflow,2,0,0,")
        .contains("cannot be read");
    assertThat(almanac("sources", "team", "--problems").out()).contains("is not a SQLite 3 file");
    assertThat(folder.resolve("almanac-warehouse")).doesNotExist();
  }

  @Test
  void anArtifactThatTheSourceCannotGiveIsOneClearMessage() {
    SmallStore.in(folder.resolve("mlruns"), "p").run("a", "1");
    almanac("sync", "mlruns", "--name", "team");

    assertThat(almanac("artifact", "team/nobody", "x.png").err()).contains("There is no run");
    assertThat(
            almanac("artifact", "team/00000000000000000000000000000001", "absent.png").exitCode())
        .isEqualTo(ExitCode.FAILED);
  }

  @Test
  void aMappingReadsTablesOfOnesOwnAndGuessDraftsIt() throws IOException {
    Path trial = Files.createDirectories(folder.resolve("own/trial_1"));
    Files.writeString(trial.resolve("numbers.csv"), "global_step,loss\n10,0.5\n20,0.25\n");
    Files.writeString(trial.resolve("settings.json"), "{\"lr\": 0.1}");

    CommandRun.Result draft = almanac("sync", "--guess", "own");
    assertThat(draft.exitCode()).isZero();
    assertThat(draft.out()).contains("mapping:").contains("global_step");

    Files.writeString(
        folder.resolve("almanac.yaml"),
        """
        sources:
          - name: own
            path: own
            kind: logs
            mapping:
              runs: "trial_*"
              metrics: numbers.csv
              params: settings.json
              step: global_step
        """);
    assertThat(almanac("sync").err()).doesNotContain("Cannot");
    assertThat(almanac("sql", "SELECT key, step, value FROM metrics ORDER BY step").out())
        .isEqualTo("key,step,value\nloss,10,0.5\nloss,20,0.25\n");
    assertThat(almanac("sql", "SELECT key, number FROM params").out())
        .isEqualTo("key,number\nlr,0.1\n");
  }

  @Test
  void oneTrackerAloneIsASourceOfItsOwnAndTheOthersAreNotGone() throws IOException {
    Path run = Files.createDirectories(folder.resolve("lab/dvclive"));
    Files.writeString(
        Files.createDirectories(folder.resolve("lab/net")).resolve("training.log"),
        "epoch,accuracy,loss\n0,0.5,1.0\n1,0.6,0.8\n");
    Files.createDirectories(run.resolve("plots/metrics"));
    Files.writeString(run.resolve("plots/metrics/loss.tsv"), "step\tloss\n0\t1.0\n1\t0.5\n");
    Files.writeString(run.resolve("metrics.json"), "{\"loss\": 0.5, \"step\": 1}");

    almanac("sync", "lab");
    almanac("sync", "lab", "--source", "keras");

    assertThat(almanac("sql", "SELECT count(*) AS n FROM runs WHERE gone").out())
        .isEqualTo("n\n0\n");
    assertThat(almanac("sql", "SELECT DISTINCT source FROM runs ORDER BY 1").out())
        .isEqualTo("source\nlab-logs\nlab-logs-keras\n");
  }
}
