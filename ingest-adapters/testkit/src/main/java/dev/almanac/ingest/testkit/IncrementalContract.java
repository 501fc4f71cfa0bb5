package dev.almanac.ingest.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.ingest.RunSource;
import dev.almanac.ingest.SourceSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A fingerprint is equal if and only if reading the run again would deliver the same rows. */
public interface IncrementalContract extends AdapterUnderTest {

  /** Opens an untouched source twice. */
  @TestFactory
  default Stream<DynamicTest> nothingChangedMeansEqualStampsAndFingerprints() {
    return forEachCase(
        (recorded, input) -> {
          for (SourceSpec spec : Sources.find(factory(), input)) {
            assertThat(stamp(spec)).isEqualTo(stamp(spec));
            assertThat(Sources.read(factory(), spec).fingerprints())
                .isEqualTo(Sources.read(factory(), spec).fingerprints());
          }
        });
  }

  /**
   * Does each of the adapter's changes to a fresh copy: the fingerprints that change must be those
   * of the runs that changed, and the stamp must change if anything did.
   */
  @TestFactory
  default Stream<DynamicTest> fingerprintsSeeWhatChangedAndNothingElse() {
    List<DynamicTest> tests = new ArrayList<>();
    for (RecordedCase recorded : cases()) {
      for (SourceChange change : changes(recorded)) {
        tests.add(
            DynamicTest.dynamicTest(
                recorded.name() + ": " + change.name(),
                () -> onCopy(recorded, (same, input) -> check(change, input))));
      }
    }
    return tests.stream();
  }

  private void check(SourceChange change, java.nio.file.Path input) throws Exception {
    List<SourceSpec> specs = Sources.find(factory(), input);
    List<Sources.Reading> before = new ArrayList<>();
    List<@Nullable String> stamps = new ArrayList<>();
    for (SourceSpec spec : specs) {
      stamps.add(stamp(spec));
      before.add(Sources.read(factory(), spec));
    }
    change.action().apply(input);
    boolean anyChanged = false;
    SoftAssertions softly = new SoftAssertions();
    for (int i = 0; i < specs.size(); i++) {
      Sources.Reading after = Sources.read(factory(), specs.get(i));
      Map<String, String> changed = changedRuns(before.get(i), after);
      softly
          .assertThat(changedFingerprints(before.get(i), after).keySet())
          .as("runs whose fingerprint changed, against runs whose rows changed")
          .containsExactlyInAnyOrderElementsOf(changed.keySet());
      if (!changed.isEmpty()) {
        anyChanged = true;
        if (stamps.get(i) != null) {
          softly.assertThat(stamp(specs.get(i))).as("stamp").isNotEqualTo(stamps.get(i));
        }
      }
    }
    softly.assertThat(anyChanged).as("the change changes something").isTrue();
    softly.assertAll();
  }

  private @Nullable String stamp(SourceSpec spec) throws IOException {
    try (RunSource source = factory().open(spec)) {
      return source.stamp();
    }
  }

  private static Map<String, String> changedRuns(Sources.Reading before, Sources.Reading after) {
    return differing(rows(before), rows(after));
  }

  private static Map<String, String> changedFingerprints(
      Sources.Reading before, Sources.Reading after) {
    return differing(before.fingerprints(), after.fingerprints());
  }

  private static Map<String, String> rows(Sources.Reading reading) {
    Map<String, String> rows = new TreeMap<>();
    reading.runs().runs().forEach((runId, run) -> rows.put(runId, String.join("\n", run.lines())));
    return rows;
  }

  private static Map<String, String> differing(
      Map<String, String> before, Map<String, String> after) {
    Map<String, String> found = new TreeMap<>(after);
    found.entrySet().removeAll(before.entrySet());
    before.keySet().stream()
        .filter(runId -> !after.containsKey(runId))
        .forEach(runId -> found.put(runId, "gone"));
    return found;
  }
}
