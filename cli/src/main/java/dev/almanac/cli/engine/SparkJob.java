package dev.almanac.cli.engine;

import dev.almanac.cli.terminal.Surroundings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs a command in a process of Spark's: {@code spark-submit} with the job's jar, which holds the
 * same commands and the engine.
 *
 * @param submit the program {@code spark-submit}
 * @param jar the job's jar
 */
public record SparkJob(Path submit, Path jar) {

  private static final Pattern JAR = Pattern.compile("almanac-spark-.*\\.jar");
  private static final String INSTALL =
      "Install Spark 4.1, for example with: pip install 'pyspark==4.1.*', and say where it is with"
          + " SPARK_HOME or --spark-home (for PyPI's: the package's folder, which python3 -c"
          + " 'import pyspark; print(pyspark.__path__[0])' prints). Or leave --engine out; DuckDB"
          + " computes the same results.";

  /** Says what is missing, and how to get it. */
  public static final class Missing extends Exception {
    private static final long serialVersionUID = 1L;

    Missing(String message) {
      super(message);
    }

    /** Returns the message, which is never null. */
    @Override
    public String getMessage() {
      return String.valueOf(super.getMessage());
    }
  }

  /**
   * Finds Spark and the job.
   *
   * @param home where Spark is, or null for {@code SPARK_HOME} or the {@code PATH}
   * @throws Missing if one of them is not there
   */
  public static SparkJob find(Surroundings surroundings, @Nullable String home) throws Missing {
    return new SparkJob(submit(surroundings, home), jar(surroundings));
  }

  private static Path submit(Surroundings surroundings, @Nullable String home) throws Missing {
    String said = home != null ? home : surroundings.environment().getOrDefault("SPARK_HOME", "");
    if (!said.isEmpty()) {
      Path submit = surroundings.resolve(said).resolve("bin").resolve("spark-submit");
      if (Files.isRegularFile(submit)) {
        return submit;
      }
      throw new Missing("Cannot use engine spark: there is no " + submit + ". " + INSTALL);
    }
    String path = surroundings.environment().getOrDefault("PATH", "");
    for (String folder : path.split(Pattern.quote(File.pathSeparator), -1)) {
      Path submit = folder.isEmpty() ? null : Path.of(folder, "spark-submit");
      if (submit != null && Files.isExecutable(submit)) {
        return submit;
      }
    }
    throw new Missing("Cannot use engine spark: there is no Spark here. " + INSTALL);
  }

  private static Path jar(Surroundings surroundings) throws Missing {
    String said = surroundings.environment().getOrDefault("ALMANAC_SPARK_JAR", "");
    if (!said.isEmpty()) {
      Path jar = surroundings.resolve(said);
      if (Files.isRegularFile(jar)) {
        return jar;
      }
      throw new Missing("Cannot use engine spark: ALMANAC_SPARK_JAR is " + jar + ", not a file.");
    }
    String source = surroundings.environment().getOrDefault("ALMANAC_SOURCE_FOLDER", "");
    List<Path> folders = new ArrayList<>();
    String installed = System.getProperty("almanac.home");
    if (installed != null) {
      folders.add(Path.of(installed, "spark"));
    }
    if (!source.isEmpty()) {
      folders.add(Path.of(source, "analyses", "spark", "target"));
    }
    for (Path folder : folders) {
      Optional<Path> jar = jarIn(folder);
      if (jar.isPresent()) {
        return jar.get();
      }
    }
    throw new Missing(
        "Cannot use engine spark: the job's jar is missing. "
            + (source.isEmpty()
                ? "Put almanac-spark-*.jar into "
                    + folders.stream().findFirst().orElse(Path.of("spark"))
                : "Build it with: mvn -f "
                    + Path.of(source, "pom.xml")
                    + " -Pfast -DskipTests -pl analyses/spark -am package")
            + ", or name it in ALMANAC_SPARK_JAR.");
  }

  private static Optional<Path> jarIn(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> JAR.matcher(file.getFileName().toString()).matches()).findFirst();
    } catch (IOException exception) {
      return Optional.empty();
    }
  }

  /**
   * Runs a command there; its output is this process'.
   *
   * @param options of {@code spark-submit}, before the jar
   * @param arguments of Almanac, after it
   * @return the exit code
   */
  public int run(Surroundings surroundings, List<String> options, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(submit.toString());
    command.addAll(options);
    command.add(jar.toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.directory(surroundings.folder().toFile());
    Process process = builder.start();
    // Ctrl-C reaches both processes; that one stores what it has, and this one waits for it.
    Thread hook = new Thread(() -> awaitEnd(process), "almanac-spark-job");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      int code = process.waitFor();
      forget(hook);
      return code;
    } catch (InterruptedException exception) {
      process.destroy();
      throw new IOException("Interrupted while the Spark job ran", exception);
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException exception) {
      // This process is ending as well, with the same signal: nothing is left to forget.
      return;
    }
  }

  /** Returns whether an exit code is that of a process killed by SIGKILL, SIGABRT or a fault. */
  public static boolean wasKilled(int code) {
    return code == 128 + 9 || code == 128 + 6 || code == 128 + 11;
  }

  private static void awaitEnd(Process process) {
    try {
      process.destroy();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
    }
  }
}
