package dev.almanac.ingest.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Everything that was recorded is delivered, bit by bit and in order, and nothing else. */
public interface LosslessContract extends AdapterUnderTest {

  /** System property that lets the kit write {@code expected.jsonl} where there is none. */
  String RECORD_PROPERTY = "almanac.record";

  /** Compares what is read with {@code expected.jsonl}, as text. */
  @TestFactory
  default Stream<DynamicTest> everyRecordedFactIsDelivered() {
    return forEachCase(
        (recorded, input) -> {
          List<String> lines = new ArrayList<>();
          for (Sources.Reading reading : Sources.readAll(factory(), input)) {
            lines.addAll(reading.lines());
          }
          if (!recorded.hasExpected() && Boolean.getBoolean(RECORD_PROPERTY)) {
            recorded.record(lines);
          }
          assertThat(recorded.expected()).as("expected.jsonl").isNotEmpty();
          assertThat(lines).containsExactlyElementsOf(recorded.expected());
        });
  }

  /** Lists each run once, and delivers the runs that it lists. */
  @TestFactory
  default Stream<DynamicTest> listedRunsAreTheDeliveredOnes() {
    return forEachCase(
        (recorded, input) -> {
          for (Sources.Reading reading : Sources.readAll(factory(), input)) {
            assertThat(reading.fingerprints()).hasSameSizeAs(reading.listing().runs());
            assertThat(reading.fingerprints().keySet())
                .containsExactlyElementsOf(reading.runs().runs().keySet());
          }
        });
  }
}
