package dev.almanac.ingest.neptune;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSource;
import dev.almanac.ingest.SourceOptions;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.ingest.testkit.RecordedCase;
import dev.almanac.ingest.testkit.RecordedRun;
import dev.almanac.ingest.testkit.Sources;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A folder of a test, read by the adapter. */
final class Place {

  private final SourceSpec spec;
  private final Sources.Reading reading;

  private Place(SourceSpec spec, Sources.Reading reading) {
    this.spec = spec;
    this.reading = reading;
  }

  static void unpack(String name, Path folder) throws IOException {
    new RecordedCase(name, Path.of("src/test/resources/cases", name)).copyTo(folder);
  }

  static Place read(Path folder, String... options) throws IOException {
    NeptuneSourceFactory factory = new NeptuneSourceFactory();
    Map<String, String> values = new TreeMap<>();
    for (int index = 0; index < options.length; index += 2) {
      values.put(options[index], options[index + 1]);
    }
    SourceSpec spec =
        factory.gather(folder.toAbsolutePath()).withOptions(new SourceOptions(values));
    return new Place(spec, Sources.read(factory, spec));
  }

  Map<String, RecordedRun> runs() {
    return reading.runs().runs();
  }

  RecordedRun run(String id) {
    return reading.runs().run(id);
  }

  /** Returns the points of a metric as {@code step=value}. */
  List<String> points(String run, String key) {
    return run(run).points(key).stream().map(each -> each.step() + "=" + each.value()).toList();
  }

  List<Problem> problems() {
    List<Problem> all = new ArrayList<>(reading.listing().problems());
    all.addAll(reading.runs().problems());
    return all;
  }

  @Nullable String artifact(String run, String path) throws IOException {
    try (RunSource source = new NeptuneSourceFactory().open(spec);
        InputStream content = source.artifact(run, path)) {
      return content == null ? null : new String(content.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
