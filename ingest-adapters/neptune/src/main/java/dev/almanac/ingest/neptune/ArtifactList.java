package dev.almanac.ingest.neptune;

import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.model.Artifact;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.text.FileTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lists the files of a run, and its series of texts and histograms as files of JSON lines. */
final class ArtifactList {

  /** Kind of a series of texts. */
  static final String TEXTS = "text_series";

  /** Kind of a series of histograms. */
  static final String HISTOGRAMS = "histogram_series";

  /** Files of one set that are listed; the set itself always is. */
  private static final int MOST_FILES = 100_000;

  private static final Set<String> IMAGES =
      Set.of("png", "jpg", "jpeg", "gif", "bmp", "webp", "svg");

  private final Ancestry stored;
  private final RunSink sink;
  private final int run;
  private final Set<String> listed = new HashSet<>();

  ArtifactList(Ancestry stored, RunSink sink, int run) {
    this.stored = stored;
    this.sink = sink;
    this.run = run;
  }

  void deliver(Attributes attributes, SeriesSurvey survey) {
    for (Map.Entry<String, Attribute> each : attributes.byPath().entrySet()) {
      Attribute attribute = each.getValue();
      if (attribute.kind().isFile()) {
        attribute(each.getKey(), attribute);
      }
    }
    for (SeriesSurvey.Found series : survey.found()) {
      series(series);
    }
  }

  private void attribute(String path, Attribute attribute) {
    Path file = stored.locate(attribute.text());
    switch (attribute.kind()) {
      case FILE -> {
        Long size = attribute.sizeBytes() != null ? attribute.sizeBytes() : size(file);
        String extension = IngestMessages.extension(attribute.text());
        add(path, kind(extension, attribute.mimeType()), size, null, attribute.text());
      }
      case FILE_SET -> {
        add(path, "file_set", null, null, attribute.text());
        if (file != null && Files.isDirectory(file)) {
          folder(path, file);
        }
      }
      default -> {
        add(path, "artifact", null, null, attribute.text());
        if (file != null && Files.isRegularFile(file)) {
          members(path, file);
        }
      }
    }
  }

  private void folder(String path, Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> members =
          files
              .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
              .limit(MOST_FILES)
              .sorted()
              .toList();
      for (Path each : members) {
        String name = folder.relativize(each).toString().replace('\\', '/');
        add(path + "/" + name, kind(IngestMessages.extension(name), null), size(each), null, null);
      }
    } catch (IOException | java.io.UncheckedIOException unreadable) {
      // The set itself is listed.
    }
  }

  /** The exporter writes what an artifact consists of as a list in JSON. */
  private void members(String path, Path list) {
    try {
      for (JsonValue each : JsonText.parse(FileTexts.bytes(list)).elements()) {
        String name = first(each, "file_path", "filePath").text();
        if (name != null) {
          String hash = first(each, "file_hash", "fileHash").text();
          add(
              path + "/" + name,
              "artifact",
              each.get("size").integer(),
              hash == null ? null : "neptune:" + hash,
              null);
        }
      }
    } catch (IOException unreadable) {
      // The artifact itself is listed.
    }
  }

  private static JsonValue first(JsonValue object, String name, String other) {
    return object.get(name).isNull() ? object.get(other) : object.get(name);
  }

  private void series(SeriesSurvey.Found series) {
    if (series.texts > 0) {
      add(series.path, TEXTS, null, null, null);
      if (series.lastText != null && !series.path.startsWith("monitoring/")) {
        sink.tag(run, series.path, series.lastText);
      }
    }
    if (series.histograms > 0) {
      add(series.path, HISTOGRAMS, null, null, null);
    }
    for (SeriesSurvey.FilePoint point : series.files) {
      SeriesVisitor.FileValue value = point.value();
      String path = filePath(series.path, point);
      if (value.note() != null) {
        sink.tag(run, path, value.note());
      }
      add(
          path,
          kind(value.extension(), value.mimeType()),
          value.sizeBytes() != null ? value.sizeBytes() : size(stored.locate(value.where())),
          null,
          value.where().isEmpty() ? null : value.where());
    }
  }

  /** Returns the path of a file of a series: its step is its name. */
  static String filePath(String series, SeriesSurvey.FilePoint point) {
    double step = point.step();
    boolean whole = step == Math.rint(step) && Math.abs(step) < 0x1p63;
    String extension = point.value().extension();
    return series
        + "/"
        + (whole ? Long.toString((long) step) : FloatText.of(step))
        + (extension.isEmpty() ? "" : "." + extension);
  }

  private static String kind(String extension, @Nullable String mimeType) {
    boolean image =
        mimeType != null
            ? mimeType.startsWith("image/")
            : IMAGES.contains(extension.toLowerCase(Locale.ROOT));
    return image ? "image" : "file";
  }

  private static @Nullable Long size(@Nullable Path file) {
    try {
      return file == null || !Files.isRegularFile(file) ? null : (Long) Files.size(file);
    } catch (IOException gone) {
      return null;
    }
  }

  private void add(
      String path,
      String kind,
      @Nullable Long size,
      @Nullable String digest,
      @Nullable String uri) {
    String unique = path;
    for (int number = 2; !listed.add(unique); number++) {
      unique = path + "#" + number;
    }
    sink.artifact(run, new Artifact(unique, kind, size, digest, uri));
  }
}
