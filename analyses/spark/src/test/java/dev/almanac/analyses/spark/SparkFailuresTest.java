package dev.almanac.analyses.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SparkFailuresTest {

  @Test
  void anExecutorWithoutMemoryIsOneLineThatSaysWhatToRaise() {
    String told =
        told(
            "Job aborted due to stage failure: Task 0 in stage 3.0 failed 4 times, most recent"
                + " failure: Lost task 0.3 in stage 3.0 (TID 9) (127.0.0.1 executor 3):"
                + " ExecutorLostFailure (executor 3 exited caused by one of the running tasks)"
                + " Reason: Command exited with code 52\nDriver stacktrace:\n\tat a.b.C.d(E:1)");
    assertThat(told)
        .startsWith("Cannot run curves on Spark: Job aborted")
        .contains("An executor ran out of memory", "spark.executor.memory")
        .doesNotContain("\n");
  }

  @Test
  void aClusterThatWentAwaySaysThatWhatWasStoredIsKept() {
    assertThat(told("Job 7 cancelled because SparkContext was shut down"))
        .contains("The cluster gave the job up", "What was stored by then is kept");
  }

  @Test
  void anythingElseIsItsFirstLineAlone() {
    assertThat(told("No column x\nmore\nmore"))
        .isEqualTo("Cannot run curves on Spark: No column x");
    assertThat(told("")).endsWith("no reason given");
  }

  private static String told(String said) {
    return String.valueOf(SparkFailures.of("curves", new IllegalStateException(said)).getMessage());
  }
}
