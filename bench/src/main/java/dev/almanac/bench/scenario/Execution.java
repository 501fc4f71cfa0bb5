package dev.almanac.bench.scenario;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One finished process, with its cost.
 *
 * @param wallSeconds elapsed
 * @param cpuSeconds user and system time of the process and of all children it waited for, from
 *     {@code getrusage} by way of the shell's {@code time}
 * @param peakMegabytes largest high-water mark of a single process of the tree, from {@code /proc};
 *     NaN where there is no such thing
 * @param output what it wrote to standard output
 */
record Execution(double wallSeconds, double cpuSeconds, double peakMegabytes, String output) {

  private static final String TIMED =
      "times=$1; shift; exec 3>&2; TIMEFORMAT='%3R %3U %3S'; { time \"$@\" 2>&3 3>&- </dev/null; } 2>\"$times\"";

  /**
   * Runs a command to its end.
   *
   * @param command program and arguments
   * @param changes environment variables to set; a name with an empty value is removed
   * @param scratch folder for the outputs, which stay there until the next call
   * @throws IOException if it exits with anything but 0, with the end of its error output
   */
  static Execution of(List<String> command, Map<String, String> changes, Path scratch)
      throws IOException, InterruptedException {
    return of(command, changes, scratch, Path.of(""));
  }

  /** Runs a command to its end in a folder of its own choice; else as the other. */
  static Execution of(List<String> command, Map<String, String> changes, Path scratch, Path folder)
      throws IOException, InterruptedException {
    Path times = scratch.resolve("times");
    Path output = scratch.resolve("stdout");
    Path errors = scratch.resolve("stderr");
    List<String> timed =
        Stream.concat(Stream.of("bash", "-c", TIMED, "bash", times.toString()), command.stream())
            .toList();
    ProcessBuilder builder =
        new ProcessBuilder(timed)
            .directory(folder.toAbsolutePath().toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    changes.forEach(
        (name, value) -> {
          if (value.isEmpty()) {
            builder.environment().remove(name);
          } else {
            builder.environment().put(name, value);
          }
        });
    Process process = builder.start();
    double peak = watch(process);
    if (process.exitValue() != 0) {
      throw new IOException(
          "Cannot measure " + command + ": exit code " + process.exitValue() + "\n" + end(errors));
    }
    String[] seconds = Files.readString(times, StandardCharsets.UTF_8).strip().split(" ", -1);
    return new Execution(
        Double.parseDouble(seconds[0]),
        Double.parseDouble(seconds[1]) + Double.parseDouble(seconds[2]),
        peak,
        Files.readString(output, StandardCharsets.UTF_8));
  }

  /** Looks at the tree's high-water marks until it ends; misses growth in the last 20 ms only. */
  private static double watch(Process process) throws InterruptedException {
    double peak = Double.NaN;
    while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
      for (ProcessHandle member : process.descendants().toList()) {
        double megabytes = highWaterMark(member.pid());
        peak = Double.isNaN(peak) ? megabytes : Math.max(peak, megabytes);
      }
    }
    return peak;
  }

  private static double highWaterMark(long pid) {
    Path status = Path.of("/proc", String.valueOf(pid), "status");
    try (Stream<String> lines = Files.lines(status, StandardCharsets.ISO_8859_1)) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) * 1024 / 1e6)
          .findFirst()
          .orElse(0);
    } catch (IOException | java.io.UncheckedIOException gone) {
      return 0;
    }
  }

  private static String end(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    return text.substring(Math.max(0, text.length() - 2_000));
  }
}
