package dev.almanac.ingest.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.ingest.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A file that is still being written is read as far as it goes, and the rest is "more later". */
public interface LiveFilesContract extends AdapterUnderTest {

  /** Longest prefix that is tried byte by byte; of longer files some hundred lengths are. */
  int MAX_CUTS = 400;

  /**
   * Cuts each growing file at each byte: the points are a beginning of the whole file's, nothing is
   * called corrupt, and the more of the file there is the more points there are.
   */
  @TestFactory
  default Stream<DynamicTest> aGrowingFileIsReadAsFarAsItGoes() {
    return forEachCase(
        (recorded, input) -> {
          for (Path file : growingFiles(recorded, input)) {
            cutEverywhere(input, file);
          }
        });
  }

  private void cutEverywhere(Path input, Path file) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    FileTime time = Files.getLastModifiedTime(file);
    Map<String, List<RecordedRun.Point>> complete = points(input);
    int last = 0;
    int stride = Math.max(1, whole.length / MAX_CUTS);
    for (int length = 0; length <= whole.length; length += stride) {
      Files.write(file, Arrays.copyOf(whole, length));
      Map<String, List<RecordedRun.Point>> cut = points(input);
      int count = 0;
      for (Map.Entry<String, List<RecordedRun.Point>> series : complete.entrySet()) {
        List<RecordedRun.Point> read = cut.getOrDefault(series.getKey(), List.of());
        assertThat(read.size()).isLessThanOrEqualTo(series.getValue().size());
        assertThat(read)
            .as("%s cut at byte %d", file.getFileName(), length)
            .isEqualTo(series.getValue().subList(0, read.size()));
        count += read.size();
      }
      assertThat(count).as("points at byte %d", length).isGreaterThanOrEqualTo(last);
      last = count;
    }
    Files.write(file, whole);
    Files.setLastModifiedTime(file, time);
    assertThat(points(input)).isEqualTo(complete);
  }

  private Map<String, List<RecordedRun.Point>> points(Path input) throws IOException {
    Map<String, List<RecordedRun.Point>> found = new TreeMap<>();
    for (Sources.Reading reading : Sources.readAll(factory(), input)) {
      assertThat(reading.runs().problems())
          .noneMatch(problem -> problem.kind() == Problem.Kind.CORRUPT);
      reading
          .runs()
          .runs()
          .forEach(
              (runId, run) ->
                  run.allPoints().forEach((key, points) -> found.put(runId + "/" + key, points)));
    }
    return found;
  }
}
