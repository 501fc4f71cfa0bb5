package dev.almanac.analyses.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.cli.Almanac;
import dev.almanac.cli.terminal.Surroundings;
import dev.almanac.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Runs commands of Almanac in this process, at one fixed time. */
final class CommandLineRun {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-24T08:00:00Z"), ZoneOffset.UTC);

  private final Path folder;
  private final Path warehouse;

  CommandLineRun(Path folder, Path warehouse) {
    this.folder = folder;
    this.warehouse = warehouse;
  }

  /** Runs a command that must succeed, and returns the lines of its output. */
  List<String> lines(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(new byte[0]),
            out,
            new PrintStream(err, true, StandardCharsets.UTF_8),
            List.of(),
            80,
            Terminal.Color.OFF);
    Map<String, String> environment = Map.of("ALMANAC_WAREHOUSE", warehouse.toString());
    int code = Almanac.run(new Surroundings(terminal, environment, folder, CLOCK), arguments);
    assertThat(code)
        .as("%s: %s%s", List.of(arguments), out, err.toString(StandardCharsets.UTF_8))
        .isZero();
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  /** Returns the rows of a query as text, without the header. */
  List<String> rows(String sql) {
    List<String> lines = lines("sql", sql, "--format", "csv");
    return lines.subList(1, lines.size());
  }
}
