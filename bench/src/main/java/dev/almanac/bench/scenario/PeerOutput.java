package dev.almanac.bench.scenario;

/** Reads the {@code name=number} lines that the peers' scripts print. */
final class PeerOutput {

  private PeerOutput() {}

  static double number(String output, String name) {
    return output
        .lines()
        .filter(line -> line.startsWith(name + "="))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No " + name + " in: " + output));
  }

  /** Returns the elapsed and the CPU seconds that a script measured within itself. */
  static double[] seconds(String output) {
    return new double[] {number(output, "wall_seconds"), number(output, "cpu_seconds")};
  }
}
