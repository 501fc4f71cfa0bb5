package dev.almanac.ingest.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSource;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.ingest.model.RunEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A run that is continued from a cursor ends up as if it had been read whole. */
public interface ContinuedContract extends AdapterUnderTest {

  /** How many lengths of each growing file are tried. */
  int CUTS = 12;

  /**
   * Reads each growing file cut at some lengths, lets it grow to its whole length, and continues
   * the runs that gave a cursor.
   */
  @TestFactory
  default Stream<DynamicTest> aContinuedRunIsTheRunReadWhole() {
    return forEachCase(
        (recorded, input) -> {
          for (Path file : growingFiles(recorded, input)) {
            int continued = growFromEachCut(input, file);
            if (resumes(recorded)) {
              assertThat(continued).as("continued reads of %s", file.getFileName()).isPositive();
            }
          }
        });
  }

  private int growFromEachCut(Path input, Path file) throws IOException {
    int continued = 0;
    byte[] whole = Files.readAllBytes(file);
    FileTime time = Files.getLastModifiedTime(file);
    List<RecordedRuns> complete = new ArrayList<>();
    List<SourceSpec> specs = Sources.find(factory(), input);
    for (SourceSpec spec : specs) {
      complete.add(Sources.read(factory(), spec).runs());
    }
    for (int cut = 0; cut < CUTS; cut++) {
      Files.write(file, Arrays.copyOf(whole, (int) ((long) whole.length * cut / CUTS)));
      List<Sources.Reading> before = new ArrayList<>();
      for (SourceSpec spec : specs) {
        before.add(Sources.read(factory(), spec));
      }
      Files.write(file, whole);
      Files.setLastModifiedTime(file, time);
      for (int i = 0; i < specs.size(); i++) {
        String what = file.getFileName() + " from " + cut + "/" + CUTS;
        continued += continueRuns(specs.get(i), before.get(i), complete.get(i), what);
      }
    }
    return continued;
  }

  private int continueRuns(
      SourceSpec spec, Sources.Reading before, RecordedRuns complete, String what)
      throws IOException {
    int continued = 0;
    Map<String, String> old = before.fingerprints();
    try (RunSource source = factory().open(spec)) {
      for (RunEntry entry : source.list().runs()) {
        RecordedRun run = before.runs().runs().get(entry.runId());
        String cursor = run == null ? null : run.cursor();
        boolean changed = !entry.fingerprint().equals(old.get(entry.runId()));
        RecordedRuns tail = new RecordedRuns();
        if (run == null || cursor == null || !changed || !source.resume(entry, cursor, tail)) {
          continue;
        }
        continued++;
        assertThat(tail.runs()).as(what).containsOnlyKeys(entry.runId());
        run.continueWith(tail.run(entry.runId()));
        assertThat(run.lines())
            .as("%s: run %s", what, entry.runId())
            .containsExactlyElementsOf(complete.run(entry.runId()).lines());
        assertThat(problems(before.runs(), tail, entry.runId()))
            .as("%s: problems of %s", what, entry.runId())
            .containsExactlyElementsOf(problems(complete, new RecordedRuns(), entry.runId()));
      }
    }
    return continued;
  }

  /** Returns the problems of a run after both reads: ends that were missing are there by now. */
  private static List<String> problems(RecordedRuns before, RecordedRuns tail, String runId) {
    Map<String, Problem> kept = new TreeMap<>();
    for (Problem problem : before.problems()) {
      boolean over = !tail.runs().isEmpty() && problem.kind() == Problem.Kind.TRUNCATED;
      if (runId.equals(problem.runId()) && !over) {
        kept.put(problem.toString(), problem);
      }
    }
    for (Problem problem : tail.problems()) {
      if (runId.equals(problem.runId())) {
        kept.put(problem.toString(), problem);
      }
    }
    return RecordedRuns.problemLines(List.copyOf(kept.values()));
  }
}
