package dev.almanac.cli.terminal;

import static java.util.Objects.requireNonNull;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Where a command reads and writes, and what is at the other end.
 *
 * @param in standard input
 * @param data standard output as bytes: results go here and nothing else
 * @param notes standard error as text: progress, hints, errors
 * @param attached which of {@code in}, {@code out}, {@code err} are terminals
 * @param width columns of the terminal; {@value #DEFAULT_WIDTH} where unknown
 * @param color whether notes may be coloured
 */
public record Terminal(
    InputStream in,
    OutputStream data,
    PrintStream notes,
    List<String> attached,
    int width,
    Color color) {

  /** Width for terminals that do not tell. */
  public static final int DEFAULT_WIDTH = 100;

  private static final int LEAST_WIDTH = 20;

  /** Whether to use ANSI colours. */
  public enum Color {
    /** Write escape sequences. */
    ON,
    /** Write plain text. */
    OFF
  }

  /** Checks for null and for a sensible width. */
  public Terminal {
    requireNonNull(in, "in is null");
    requireNonNull(data, "data is null");
    requireNonNull(notes, "notes is null");
    attached = List.copyOf(attached);
    width = Math.max(LEAST_WIDTH, width);
  }

  /**
   * Returns the terminal of this process. What is attached is told by the launcher, which can ask
   * cheaply ({@code [ -t 1 ]}); started without it, nothing counts as a terminal.
   */
  public static Terminal ofProcess(Map<String, String> environment) {
    List<String> attached = List.of(System.getProperty("almanac.terminal", "").split(","));
    return new Terminal(
        System.in,
        new FileOutputStream(FileDescriptor.out),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        attached,
        width(System.getProperty("almanac.width", "")),
        color(environment, attached.contains("err")));
  }

  /** Tells whether results go to a person's terminal. */
  public boolean showsData() {
    return attached.contains("out");
  }

  /** Tells whether notes go to a person's terminal. */
  public boolean showsNotes() {
    return attached.contains("err");
  }

  /** Tells whether a person types the input. */
  public boolean isTyped() {
    return attached.contains("in");
  }

  /** Follows no-color.org and bixense.com/clicolors. */
  private static Color color(Map<String, String> environment, boolean terminal) {
    if (!environment.getOrDefault("NO_COLOR", "").isEmpty()) {
      return Color.OFF;
    }
    String forced = environment.getOrDefault("CLICOLOR_FORCE", "");
    boolean force = !forced.isEmpty() && !forced.equals("0");
    boolean dumb = environment.getOrDefault("TERM", "").equals("dumb");
    return force || (terminal && !dumb) ? Color.ON : Color.OFF;
  }

  private static int width(String told) {
    try {
      int width = Integer.parseInt(told.trim());
      return width > 0 ? width : DEFAULT_WIDTH;
    } catch (NumberFormatException notTold) {
      return DEFAULT_WIDTH;
    }
  }
}
