package dev.almanac.bench.scenario;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Measures work in this process: elapsed time, and CPU time of all its threads. */
final class ProcessTimer {

  private ProcessTimer() {}

  /** Does the work once and adds what it took; the compiler's threads are counted with it. */
  static void measure(Recorder recorder, String step, long points, Runnable work) {
    OperatingSystemMXBean process =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long wall = System.nanoTime();
    long cpu = process.getProcessCpuTime();
    work.run();
    recorder.add(
        step, (System.nanoTime() - wall) / 1e9, (process.getProcessCpuTime() - cpu) / 1e9, points);
  }
}
