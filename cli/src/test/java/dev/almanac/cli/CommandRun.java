package dev.almanac.cli;

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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs commands in this process, with captured streams and a clock that stands still. */
public final class CommandRun {

  /** A Tuesday after the last week of the examples. */
  public static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

  private final Path folder;
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final List<String> terminals = new ArrayList<>();
  private String input = "";
  private int width = 80;

  /** What a command said. */
  public record Result(int exitCode, String out, String err, byte[] bytes) {}

  private CommandRun(Path folder) {
    this.folder = folder;
  }

  /** Commands that run in a folder. */
  public static CommandRun in(Path folder) {
    return new CommandRun(folder);
  }

  public CommandRun with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  public CommandRun typing(String text) {
    input = text;
    return this;
  }

  /** Lets some of {@code in}, {@code out}, {@code err} be a terminal. */
  public CommandRun onTerminal(int columns, String... streams) {
    width = columns;
    terminals.addAll(List.of(streams));
    return this;
  }

  public Result run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            out,
            new PrintStream(err, true, StandardCharsets.UTF_8),
            terminals,
            width,
            Terminal.Color.OFF);
    int code =
        Almanac.run(
            new Surroundings(terminal, environment, folder, Clock.fixed(NOW, ZoneOffset.UTC)),
            arguments);
    return new Result(
        code,
        out.toString(StandardCharsets.UTF_8),
        err.toString(StandardCharsets.UTF_8),
        out.toByteArray());
  }
}
