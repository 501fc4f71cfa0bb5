package dev.almanac.cli.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.cli.CommandRun;
import dev.almanac.cli.command.ExitCode;
import dev.almanac.warehouse.Warehouse;
import dev.almanac.warehouse.WarehouseConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SparkJobTest {

  @TempDir Path folder;

  @Test
  void aDriverThatWasKilledIsSpokenFor() throws IOException {
    CommandRun.Result result = analyze("kill -9 $$");

    assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(result.err())
        .contains("The driver of the Spark job was killed (exit code 137)", "--driver-memory");
  }

  @Test
  void aJobThatFailedHasSaidWhyItself() throws IOException {
    CommandRun.Result result = analyze("exit 3");

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.err()).isEmpty();
  }

  private CommandRun.Result analyze(String submit) throws IOException {
    Warehouse.open(WarehouseConfig.of(folder.resolve("almanac-warehouse"))).close();
    Path program = folder.resolve("spark/bin/spark-submit");
    Files.createDirectories(folder.resolve("spark/bin"));
    Files.writeString(program, "#!/bin/sh\n" + submit + "\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    Path jar = Files.writeString(folder.resolve("job.jar"), "");
    return CommandRun.in(folder)
        .with("ALMANAC_SPARK_JAR", jar.toString())
        .run("analyze", "--engine", "spark", "--spark-home", "spark");
  }
}
