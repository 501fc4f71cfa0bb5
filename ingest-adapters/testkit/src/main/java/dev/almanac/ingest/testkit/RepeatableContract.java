package dev.almanac.ingest.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.ingest.RunSource;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.ingest.model.RunEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Twice is the same as once; one by one is the same as together; a sync may stop after a batch. */
public interface RepeatableContract extends AdapterUnderTest {

  /** Reads a source twice. */
  @TestFactory
  default Stream<DynamicTest> readingTwiceGivesTheSame() {
    return forEachCase(
        (recorded, input) -> {
          for (SourceSpec spec : Sources.find(factory(), input)) {
            Sources.Reading first = Sources.read(factory(), spec);
            Sources.Reading second = Sources.read(factory(), spec);
            assertThat(second.lines()).containsExactlyElementsOf(first.lines());
            assertThat(second.fingerprints()).isEqualTo(first.fingerprints());
          }
        });
  }

  /** Reads each run alone and compares it with the same run read together with the others. */
  @TestFactory
  default Stream<DynamicTest> aRunReadAloneIsTheRunReadInABatch() {
    return forEachCase(
        (recorded, input) -> {
          for (SourceSpec spec : Sources.find(factory(), input)) {
            Sources.Reading together = Sources.read(factory(), spec);
            try (RunSource source = factory().open(spec)) {
              for (RunEntry entry : source.list().runs()) {
                RecordedRuns alone = new RecordedRuns();
                source.read(List.of(entry), alone);
                assertThat(alone.runs()).containsOnlyKeys(entry.runId());
                assertThat(alone.run(entry.runId()).lines())
                    .containsExactlyElementsOf(together.runs().run(entry.runId()).lines());
              }
            }
          }
        });
  }

  /** Asks for plans of all, of some and of no runs. */
  @TestFactory
  default Stream<DynamicTest> aPlanHoldsEachWantedRunOnce() {
    return forEachCase(
        (recorded, input) -> {
          for (SourceSpec spec : Sources.find(factory(), input)) {
            try (RunSource source = factory().open(spec)) {
              List<RunEntry> all = source.list().runs();
              for (List<RunEntry> wanted :
                  List.of(all, all.subList(0, all.size() / 2), List.<RunEntry>of())) {
                List<RunEntry> planned = new ArrayList<>();
                source.plan(wanted).forEach(planned::addAll);
                assertThat(planned).containsExactlyInAnyOrderElementsOf(wanted);
                assertThat(source.plan(wanted)).doesNotContain(List.of());
              }
            }
          }
        });
  }

  /** Reads half the runs, closes, and reads the other half another day. */
  @TestFactory
  default Stream<DynamicTest> aSyncThatStoppedHalfwayIsContinued() {
    return forEachCase(
        (recorded, input) -> {
          for (SourceSpec spec : Sources.find(factory(), input)) {
            Sources.Reading together = Sources.read(factory(), spec);
            List<String> lines = new ArrayList<>();
            HashSet<String> done = new HashSet<>();
            try (RunSource source = factory().open(spec)) {
              List<RunEntry> all = source.list().runs();
              lines.addAll(readSome(source, all.subList(0, all.size() / 2), done));
            }
            try (RunSource source = factory().open(spec)) {
              List<RunEntry> rest =
                  source.list().runs().stream()
                      .filter(entry -> !done.contains(entry.runId()))
                      .toList();
              lines.addAll(readSome(source, rest, done));
            }
            List<String> expected = new ArrayList<>();
            together.runs().runs().values().forEach(run -> expected.addAll(run.lines()));
            Collections.sort(lines);
            Collections.sort(expected);
            assertThat(lines).containsExactlyElementsOf(expected);
          }
        });
  }

  private static List<String> readSome(
      RunSource source, List<RunEntry> wanted, HashSet<String> done) throws java.io.IOException {
    List<String> lines = new ArrayList<>();
    for (List<RunEntry> batch : source.plan(wanted)) {
      RecordedRuns runs = new RecordedRuns();
      source.read(batch, runs);
      runs.runs().values().forEach(run -> lines.addAll(run.lines()));
      batch.forEach(entry -> done.add(entry.runId()));
    }
    return lines;
  }
}
