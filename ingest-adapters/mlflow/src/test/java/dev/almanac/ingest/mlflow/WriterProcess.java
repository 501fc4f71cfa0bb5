package dev.almanac.ingest.mlflow;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;

/** Another process that has a database open and writes to it on demand. */
final class WriterProcess implements Closeable {

  private static final String DONE = "done";

  private final Process process;
  private final BufferedWriter commands;
  private final BufferedReader answers;

  private WriterProcess(Process process) {
    this.process = process;
    this.commands =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  static WriterProcess start(Path database) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process =
        new ProcessBuilder(
                java.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                WriterProcess.class.getName(),
                database.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new WriterProcess(process);
  }

  /** Executes a statement and waits until it is committed. */
  void execute(String sql) throws IOException {
    commands.write(sql.replace('\n', ' '));
    commands.newLine();
    commands.flush();
    String answer = answers.readLine();
    if (!DONE.equals(answer)) {
      throw new IOException("the writer failed: " + answer);
    }
  }

  @Override
  public void close() throws IOException {
    commands.close();
    process.destroy();
  }

  /** Executes each line of its input. */
  public static void main(String[] arguments) throws Exception {
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + arguments[0]);
        Statement statement = connection.createStatement()) {
      for (String sql = input.readLine(); sql != null; sql = input.readLine()) {
        statement.execute(sql);
        System.out.println(DONE);
      }
    }
  }
}
