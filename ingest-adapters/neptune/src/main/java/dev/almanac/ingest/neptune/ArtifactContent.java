package dev.almanac.ingest.neptune;

import dev.almanac.ingest.read.source.ProblemLog;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Opens what {@link ArtifactList} lists. */
final class ArtifactContent {

  private ArtifactContent() {}

  /** Returns the content, or null if it is not here. */
  static @Nullable InputStream open(Ancestry ancestry, String path) throws IOException {
    Attribute attribute = ancestry.attributes(ProblemLog.IGNORING).byPath().get(path);
    if (attribute != null && attribute.kind().isFile()) {
      return file(ancestry.locate(attribute.text()));
    }
    SeriesSurvey survey = new SeriesSurvey();
    ancestry.series(survey, ProblemLog.IGNORING);
    SeriesSurvey.Found series = survey.find(path);
    if (series != null && series.texts + series.histograms > 0) {
      return lines(ancestry, path);
    }
    for (SeriesSurvey.Found each : survey.found()) {
      for (SeriesSurvey.FilePoint point : each.files) {
        if (ArtifactList.filePath(each.path, point).equals(path)) {
          InputStream stored = file(ancestry.locate(point.value().where()));
          return stored != null ? stored : inline(ancestry, each.path, point.step());
        }
      }
    }
    return null;
  }

  private static @Nullable InputStream file(@Nullable Path file) throws IOException {
    return file != null && Files.isRegularFile(file) ? Files.newInputStream(file) : null;
  }

  private static InputStream lines(Ancestry ancestry, String path) throws IOException {
    Path file = Files.createTempFile("almanac-neptune-", ".jsonl");
    try {
      try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
        ancestry.series(new SeriesText(path, out), ProblemLog.IGNORING);
      } catch (UncheckedIOException failed) {
        throw new IOException("Cannot write " + path + " to a temporary file", failed);
      }
      return Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException failed) {
      Files.deleteIfExists(file);
      throw failed;
    }
  }

  private static @Nullable InputStream inline(Ancestry ancestry, String path, double step)
      throws IOException {
    InlineFile found = new InlineFile(path, step);
    ancestry.series(found, ProblemLog.IGNORING);
    String content = found.content;
    byte[] bytes = content == null ? null : OperationLog.decode(content);
    return bytes == null ? null : new ByteArrayInputStream(bytes);
  }

  /** Looks for one file that stands in the log itself. */
  private static final class InlineFile implements SeriesVisitor {

    private final String path;
    private final double wanted;
    private @Nullable String content;

    private InlineFile(String path, double wanted) {
      this.path = path;
      this.wanted = wanted;
    }

    @Override
    public int series(String each) {
      return each.equals(path) ? 1 : 0;
    }

    @Override
    public void number(int series, long step, double exactStep, long timeMicros, double value) {
      // Not a file.
    }

    @Override
    public void text(int series, long step, double exactStep, long timeMicros, String value) {
      // Not a file.
    }

    @Override
    public void histogram(
        int series, long step, double exactStep, long timeMicros, Histogram value) {
      // Not a file.
    }

    @Override
    public void file(int series, long step, double exactStep, long timeMicros, FileValue value) {
      if (series == 1 && exactStep == wanted && value.content() != null) {
        content = value.content();
      }
    }
  }
}
