package dev.almanac.ingest.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.ingest.RunSource;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.ingest.model.RunEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Reading a beginning and then the rest is the same as reading the whole at once. */
public interface ResumableContract extends AdapterUnderTest {

  /** Lengths at which each file is cut. */
  int CUTS = 40;

  /**
   * Cuts each growing file at some lengths, reads it, restores it and continues from the cursor;
   * what was delivered both times must be what reading the whole file delivers. A source may refuse
   * to continue, but not every time for a case that has growing files and {@link #resumes}.
   */
  @TestFactory
  default Stream<DynamicTest> aRunReadInTwoPartsIsTheRunReadWhole() {
    return forEachCase(
        (recorded, input) -> {
          for (Path file : growingFiles(recorded, input)) {
            int resumed = resumeEverywhere(input, file);
            if (resumes(recorded)) {
              assertThat(resumed).as("resumed reads of %s", file.getFileName()).isPositive();
            }
          }
        });
  }

  private int resumeEverywhere(Path input, Path file) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    FileTime time = Files.getLastModifiedTime(file);
    int resumed = 0;
    int stride = Math.max(1, whole.length / CUTS);
    for (SourceSpec spec : Sources.find(factory(), input)) {
      Sources.Reading complete = Sources.read(factory(), spec);
      for (int length = 0; length < whole.length; length += stride) {
        Files.write(file, Arrays.copyOf(whole, length));
        Sources.Reading before = Sources.read(factory(), spec);
        Files.write(file, whole);
        Files.setLastModifiedTime(file, time);
        resumed += compare(spec, before, complete, file + " cut at byte " + length);
      }
    }
    return resumed;
  }

  private int compare(
      SourceSpec spec, Sources.Reading before, Sources.Reading complete, String what)
      throws IOException {
    int resumed = 0;
    Map<String, String> known = before.fingerprints();
    try (RunSource source = factory().open(spec)) {
      for (RunEntry entry : source.list().runs()) {
        boolean changed = !entry.fingerprint().equals(known.get(entry.runId()));
        if (!changed || !known.containsKey(entry.runId())) {
          continue;
        }
        RecordedRun union = before.runs().run(entry.runId());
        String cursor = union.cursor();
        RecordedRuns more = new RecordedRuns();
        if (cursor != null && source.resume(entry, cursor, more)) {
          assertThat(more.runs()).as(what).containsOnlyKeys(entry.runId());
          union.continueWith(more.run(entry.runId()));
          assertThat(union.lines())
              .as(what)
              .containsExactlyElementsOf(complete.runs().run(entry.runId()).lines());
          resumed++;
        } else {
          assertThat(more.runs()).as(what + ": refused, so nothing may be begun").isEmpty();
        }
      }
    }
    return resumed;
  }
}
