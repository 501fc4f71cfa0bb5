package dev.almanac.bench.scenario;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * Where and when something was measured, without anything that names a particular machine.
 *
 * @param measuredAt start of the scenario
 * @param processor model as the kernel names it, or the architecture
 * @param cores that the JVM may use
 * @param memoryMegabytes of the machine, in 10^6 bytes; 0 where it is not told
 * @param system name and release of the operating system
 * @param java version of the JVM
 * @param loadBefore processes that were running or waiting in the minute before; on a quiet machine
 *     near 0
 */
public record Machine(
    Instant measuredAt,
    String processor,
    int cores,
    long memoryMegabytes,
    String system,
    String java,
    double loadBefore) {

  /** Describes this machine now. */
  static Machine now(Clock clock) {
    return new Machine(
        clock.instant(),
        field("/proc/cpuinfo", "model name", System.getProperty("os.arch")),
        Runtime.getRuntime().availableProcessors(),
        Long.parseLong(field("/proc/meminfo", "MemTotal", "0").replaceAll("[^0-9]", ""))
            * 1024
            / 1_000_000,
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vm.version"),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private static String field(String file, String name, String otherwise) {
    try (Stream<String> lines = Files.lines(Path.of(file), StandardCharsets.UTF_8)) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(otherwise);
    } catch (IOException notLinux) {
      return otherwise;
    }
  }
}
