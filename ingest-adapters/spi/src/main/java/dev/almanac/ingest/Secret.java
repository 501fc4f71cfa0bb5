package dev.almanac.ingest;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A password, key or token. Does not show itself: {@link #toString} is stars; only {@link #reveal}
 * gives the text, to be handed to the connection and nothing else.
 */
public final class Secret {

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(?:(env|file|cmd):)?(.+)}");

  /** A password manager that asks a person may take a while; a script that hangs must not. */
  private static final long COMMAND_SECONDS = 60;

  private static final int MAX_BYTES = 1 << 16;

  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  /** Wraps a text. */
  public static Secret of(String text) {
    return new Secret(requireNonNull(text, "text is null"));
  }

  /**
   * Resolves {@code ${env:NAME}} (or {@code ${NAME}}), {@code ${file:PATH}} (the first line) or
   * {@code ${cmd:COMMAND}} (the first line that the shell command prints); any other text is the
   * secret itself.
   *
   * @throws IOException if the reference leads nowhere; the message names it, never a value
   */
  public static Secret resolve(String text) throws IOException {
    Matcher matcher = REFERENCE.matcher(text);
    if (!matcher.matches()) {
      return of(text);
    }
    String kind = matcher.group(1) == null ? "env" : matcher.group(1);
    String name = matcher.group(2);
    return of(
        switch (kind) {
          case "file" -> file(name);
          case "cmd" -> command(name);
          default -> environment(name);
        });
  }

  private static String environment(String name) throws IOException {
    String value = System.getenv(name);
    if (value == null || value.isEmpty()) {
      throw new IOException(
          "Cannot get the secret ${env:" + name + "}: the environment variable is not set");
    }
    return value;
  }

  private static String file(String name) throws IOException {
    String home = System.getProperty("user.home", "");
    Path path = Path.of(name.startsWith("~/") ? home + name.substring(1) : name);
    try (var input = Files.newInputStream(path)) {
      return firstLine(input.readNBytes(MAX_BYTES));
    } catch (IOException unreadable) {
      throw new IOException(
          "Cannot get the secret ${file:"
              + name
              + "}: "
              + unreadable.getClass().getSimpleName()
              + "; check that the file is there and can be read",
          unreadable);
    }
  }

  private static String command(String command) throws IOException {
    Process process =
        new ProcessBuilder("sh", "-c", command)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      process.getOutputStream().close();
      byte[] output = process.getInputStream().readNBytes(MAX_BYTES);
      if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(
            "Cannot get the secret ${cmd:…}: the command failed or took longer than "
                + COMMAND_SECONDS
                + " s; run it by hand to see why");
      }
      return firstLine(output);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("Cannot get the secret ${cmd:…}: interrupted", interrupted);
    } finally {
      process.destroyForcibly();
    }
  }

  private static String firstLine(byte[] output) {
    return new String(output, StandardCharsets.UTF_8).lines().findFirst().orElse("").strip();
  }

  /** Returns the text. */
  public String reveal() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && secret.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** Returns stars. */
  @Override
  public String toString() {
    return "***";
  }
}
