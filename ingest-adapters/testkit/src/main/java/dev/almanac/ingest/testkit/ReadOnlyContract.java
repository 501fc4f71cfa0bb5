package dev.almanac.ingest.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.ingest.RunSource;
import dev.almanac.ingest.SourceSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Not one byte is written at the source, no file made or removed, no time changed. */
public interface ReadOnlyContract extends AdapterUnderTest {

  /** Compares names, bytes and times of everything before, while and after reading. */
  @TestFactory
  default Stream<DynamicTest> theSourceIsUntouched() {
    return forEachCase(
        (recorded, input) -> {
          Map<String, String> before = snapshot(input);
          for (SourceSpec spec : Sources.find(factory(), input)) {
            try (RunSource source = factory().open(spec)) {
              source.stamp();
              source.read(source.list().runs(), new RecordedRuns());
              assertThat(snapshot(input)).as("while the source is open").isEqualTo(before);
            }
          }
          assertThat(snapshot(input)).as("after the source was closed").isEqualTo(before);
        });
  }

  /** Returns names, times and content of everything below a folder. */
  static Map<String, String> snapshot(Path folder) throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      walk.forEach(path -> found.put(folder.relativize(path).toString(), describe(path)));
    }
    return found;
  }

  private static String describe(Path path) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      String content =
          attributes.isRegularFile()
              ? Integer.toHexString(Arrays.hashCode(Files.readAllBytes(path)))
              : "folder";
      return attributes.size() + " " + attributes.lastModifiedTime() + " " + content;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
