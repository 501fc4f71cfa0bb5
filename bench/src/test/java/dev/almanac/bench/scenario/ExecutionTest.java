package dev.almanac.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
class ExecutionTest {

  @TempDir Path scratch;

  @Test
  void countsTheWorkOfChildrenOfTheProcess() throws Exception {
    String child = "i=0; while [ $i -lt 200000 ]; do i=$((i + 1)); done";
    Execution busy =
        Execution.of(List.of("bash", "-c", "bash -c '" + child + "'; true"), Map.of(), scratch);
    assertThat(busy.cpuSeconds()).isGreaterThan(.02);
    assertThat(busy.wallSeconds()).isGreaterThan(.02);
  }

  @Test
  void keepsOutputApartAndHonoursTheEnvironment() throws Exception {
    Execution execution =
        Execution.of(
            List.of("bash", "-c", "echo \"$COLOUR ${HOME:-unset}\"; echo noise >&2"),
            Map.of("COLOUR", "blue", "HOME", ""),
            scratch);
    assertThat(execution.output()).isEqualTo("blue unset\n");
  }

  @Test
  void aFailingProcessIsAnErrorWithItsLastWords() {
    assertThatThrownBy(
            () ->
                Execution.of(List.of("bash", "-c", "echo no room >&2; exit 3"), Map.of(), scratch))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("exit code 3")
        .hasMessageContaining("no room");
  }
}
