package dev.almanac.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.cli.CommandRun;
import dev.almanac.cli.SmallStore;
import dev.almanac.cli.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LiveCommandTest {

  private static final String RUNNING =
      "artifact_uri: ''\nend_time: null\nexperiment_id: '1'\nlifecycle_stage: active\n"
          + "run_id: 00000000000000000000000000000001\nrun_name: \"slow\"\nsource_type: 4\n"
          + "start_time: 1795000000000\nstatus: 1\nuser_id: tester\n";

  @TempDir private Path folder;

  @Test
  void nothingThatRunsIsSaidInOneLine() {
    SmallStore.in(folder.resolve("mlruns"), "digits").run("done", ".1");
    CommandRun.in(folder).run("sync", "mlruns");

    CommandRun.Result piped = CommandRun.in(folder).run("live");
    assertThat(piped.exitCode()).isZero();
    assertThat(piped.out().lines()).singleElement().asString().startsWith("run_key,project,");
    assertThat(piped.err()).contains("No run in the warehouse calls itself running.");

    assertThat(CommandRun.in(folder).onTerminal(100, "out").run("live").out())
        .isEqualTo("No run in the warehouse calls itself running.\n");
  }

  @Test
  void watchSyncsAndRedrawsATerminal() throws IOException {
    SmallStore.in(folder.resolve("mlruns"), "digits").run("slow", ".1").file("meta.yaml", RUNNING);
    Files.writeString(
        folder.resolve("almanac.yaml"), "sources:\n  - path: mlruns\n    name: team\n");

    CommandRun.Result shown =
        CommandRun.in(folder).onTerminal(100, "out").run("live", "--watch", "--rounds", "1");

    assertThat(shown.exitCode()).isZero();
    assertThat(shown.out())
        .startsWith(
            "\u001b[H\u001b[2J2026-11-24 08:00:00 UTC  1 run calls itself running: 1 crashed")
        .contains("kill   crashed  digits / slow  step 1  val_loss 0.2500\n")
        .contains("Last point 6 days ago, too few points with times for a rhythm");

    assertThat(CommandRun.in(folder).run("live", "--watch", "--rounds", "1").out())
        .doesNotContain("\u001b")
        .contains("team/00000000000000000000000000000001,digits,slow,mlflow,crashed,kill,");
  }

  @Test
  void watchWithoutSourcesIsWrongUsage() {
    CommandRun.Result result = CommandRun.in(folder).run("live", "--watch");

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("list sources in almanac.yaml");
    assertThat(CommandRun.in(folder).run("live", "--interval", "0").exitCode())
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void unknownProjectIsAnError() {
    SmallStore.in(folder.resolve("mlruns"), "digits").run("done", ".1");
    CommandRun.in(folder).run("sync", "mlruns");

    CommandRun.Result result = CommandRun.in(folder).run("live", "--project", "digit");

    assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(result.err()).contains("There is no project digit").contains("digits");
  }
}
