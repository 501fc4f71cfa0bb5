package dev.almanac.ingest;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A password, key or token. Does not show itself: {@link #toString} is stars; only {@link #reveal}
 * gives the text, to be handed to the connection and nothing else.
 */
public final class Secret {

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(?:(env|file|cmd):)?(.+)}");

  /** A password manager that asks a person may take a while; a script that hangs must not. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

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
    return resolve(text, PATIENCE);
  }

  static Secret resolve(String text, Duration patience) throws IOException {
    Matcher matcher = REFERENCE.matcher(text);
    if (!matcher.matches()) {
      return of(text);
    }
    String kind = matcher.group(1) == null ? "env" : matcher.group(1);
    String name = matcher.group(2);
    return of(
        switch (kind) {
          case "file" -> file(name);
          case "cmd" -> command(name, patience);
          default -> environment(name);
        });
  }

  private static String environment(String name) throws IOException {
    String value = System.getenv(name);
    if (value == null || value.isEmpty()) {
      throw new IOException(
          "Cannot get the secret ${env:" + name + "}: the environment variable is not set");
    }
    // What mounts secrets as variables often leaves the line break of their files at the end.
    return value.replaceFirst("[\\r\\n]+$", "");
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

  private static String command(String command, Duration patience) throws IOException {
    Process process =
        new ProcessBuilder("sh", "-c", command)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      process.getOutputStream().close();
      // Reading would wait for ever where a command hangs with its output open.
      FutureTask<byte[]> output =
          new FutureTask<>(() -> process.getInputStream().readNBytes(MAX_BYTES));
      Thread reading = new Thread(output, "almanac-secret");
      reading.setDaemon(true);
      reading.start();
      byte[] printed = output.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)
          || process.exitValue() != 0) {
        throw failed(patience);
      }
      return firstLine(printed);
    } catch (ExecutionException | TimeoutException unanswered) {
      throw failed(patience);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("Cannot get the secret ${cmd:…}: interrupted", interrupted);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static IOException failed(Duration patience) {
    return new IOException(
        "Cannot get the secret ${cmd:…}: the command failed or took longer than "
            + patience.toSeconds()
            + " s; run it by hand to see why");
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
