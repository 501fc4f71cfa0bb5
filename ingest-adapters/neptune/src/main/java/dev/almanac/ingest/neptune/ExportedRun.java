package dev.almanac.ingest.neptune;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.read.parquet.ParquetRows;
import dev.almanac.ingest.read.parquet.ParquetSession;
import dev.almanac.ingest.read.source.Fingerprint;
import dev.almanac.ingest.read.source.ProblemLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A run as neptune-exporter wrote it: {@code <data>/<project>/<run>_part_<n>.parquet}, one
 * attribute or point a row.
 *
 * <p>Names of files are lossy, ids come from the columns.
 */
final class ExportedRun implements StoredRun {

  /** The exporter ends every name with 16 digits of a hash. */
  static final Pattern PART_NAME = Pattern.compile("(.*-[0-9a-f]{16})_part_([0-9]{1,9})\\.parquet");

  private static final String OWNER = "Neptune export";
  private static final String NAME = Queries.read("export-name.sql");
  private static final String IDENTITY = Queries.read("export-identity.sql");
  private static final String ATTRIBUTES = Queries.read("export-attributes.sql");
  private static final String SERIES = Queries.read("export-series.sql");

  private final ParquetSession session;
  private final SortedMap<Integer, Path> parts;
  private final List<ExportError> errors;
  private final RunName name;
  private final @Nullable Fork fork;
  private final boolean secondGeneration;
  private final @Nullable ZoneId exportZone;

  private ExportedRun(
      ParquetSession session,
      SortedMap<Integer, Path> parts,
      List<ExportError> errors,
      RunName name,
      @Nullable Fork fork,
      boolean secondGeneration,
      @Nullable ZoneId exportZone) {
    this.session = session;
    this.parts = parts;
    this.errors = errors;
    this.name = name;
    this.fork = fork;
    this.secondGeneration = secondGeneration;
    this.exportZone = exportZone;
  }

  /**
   * Looks at the parts of a run.
   *
   * @param parts files by their number
   * @param reports all that the exporter reported as failed
   * @param exportZone zone of the machine on which runs of the 2.x generation were exported, or
   *     null
   * @throws IOException if they cannot be read
   */
  static ExportedRun open(
      ParquetSession session,
      SortedMap<Integer, Path> parts,
      List<ExportError> reports,
      @Nullable ZoneId exportZone)
      throws IOException {
    List<Path> files = List.copyOf(parts.values());
    String project = null;
    String runId = null;
    try (ParquetRows rows = session.query(files, NAME)) {
      if (rows.next()) {
        project = rows.text(0);
        runId = rows.text(1);
      }
    }
    if (project == null || runId == null) {
      throw new IOException(
          "Cannot read the Neptune export " + files.get(0) + ": it holds no row that names a run");
    }
    Map<String, String> identity = new HashMap<>();
    Double step = null;
    try (ParquetRows rows = session.query(files, IDENTITY)) {
      while (rows.next()) {
        String path = rows.textOrEmpty(2);
        if (path.equals("sys/forking/step")) {
          step = forkStep(rows, step);
        } else if (rows.text(6) != null) {
          identity.put(path, rows.textOrEmpty(6));
        }
      }
    }
    List<String> others = new ArrayList<>();
    for (String each : List.of("sys/custom_run_id", "sys/id")) {
      String id = identity.get(each);
      if (id != null && !id.equals(runId)) {
        others.add(id);
      }
    }
    String parent = identity.get("sys/forking/parent");
    Fork fork = parent == null ? null : new Fork(null, parent, step, false);
    boolean second =
        runId.equals(identity.get("sys/id")) && !identity.containsKey("sys/experiment/name");
    String exported = project;
    String exportedRun = runId;
    List<ExportError> own =
        reports.stream().filter(report -> report.isOf(exported, exportedRun)).toList();
    return new ExportedRun(
        session, parts, own, new RunName(project, runId, others), fork, second, exportZone);
  }

  /** The step is an integer by Neptune's documentation, and a float in some exports. */
  private static @Nullable Double forkStep(ParquetRows rows, @Nullable Double known)
      throws IOException {
    long whole = rows.integer(4);
    if (!rows.wasNull()) {
      return (double) whole;
    }
    double real = rows.real(5);
    return rows.wasNull() ? known : (Double) real;
  }

  @Override
  public RunName name() {
    return name;
  }

  @Override
  public String tracker() {
    return NeptuneSourceFactory.KIND;
  }

  @Override
  public @Nullable Fork fork() {
    return fork;
  }

  @Override
  public boolean isLive() {
    return false;
  }

  @Override
  public List<Path> files() {
    return List.copyOf(parts.values());
  }

  @Override
  public void fingerprint(Fingerprint fingerprint) {
    fingerprint.row("parts", parts.keySet().toString(), String.valueOf(exportZone));
    parts.values().forEach(part -> FileContent.add(fingerprint, part));
    errors.forEach(error -> fingerprint.row("error", error.attribute(), error.exception()));
  }

  @Override
  public void attributes(Attributes into, ProblemLog problems) throws IOException {
    completeness(problems);
    containerType(into);
    for (ExportError error : errors) {
      problems.report(
          Problem.Kind.CORRUPT,
          error.report(),
          error.line(),
          "the exporter could not get "
              + (error.attribute().isEmpty() ? "part of the run" : error.attribute())
              + " from Neptune",
          error.exception());
    }
    try (ParquetRows rows = session.query(files(), ATTRIBUTES)) {
      while (rows.next()) {
        attribute(rows, into, problems);
      }
    } catch (IOException damaged) {
      problems.corrupt(files().get(0), String.valueOf(damaged.getMessage()));
    }
  }

  /** Models of the 2.x generation are exported like runs, to folders of their own. */
  private void containerType(Attributes into) {
    Path folder = files().get(0).toAbsolutePath().getParent();
    String name = folder == null ? "" : String.valueOf(folder.getFileName());
    if (name.equals("models") || name.equals("model_versions")) {
      String type = name.substring(0, name.length() - 1);
      into.put(NeptuneMapping.CONTAINER_TYPE, Attribute.of(Attribute.Kind.STRING, type));
    }
  }

  private void completeness(ProblemLog problems) {
    Path first = files().get(0);
    if (!parts.containsKey(0)) {
      problems.corrupt(
          first,
          "the export of this run was not finished: part 0, which is written last, is missing");
    } else if (parts.lastKey() != parts.size() - 1) {
      problems.corrupt(first, "parts are missing; there are only " + parts.keySet());
    }
  }

  private void attribute(ParquetRows rows, Attributes into, ProblemLog problems)
      throws IOException {
    String path = rows.textOrEmpty(0);
    String type = rows.textOrEmpty(1);
    switch (type) {
      case "int" -> into.put(path, Attribute.ofInt(rows.integer(2)));
      case "float" -> into.put(path, Attribute.ofFloat(rows.real(3)));
      case "string" -> into.put(path, Attribute.of(Attribute.Kind.STRING, rows.textOrEmpty(4)));
      case "bool" -> into.put(path, Attribute.ofBool(rows.truth(5)));
      case "datetime" ->
          into.put(path, Attribute.ofTime(Instant.EPOCH.plus(rows.integer(6), ChronoUnit.MICROS)));
      case "string_set" -> {
        List<@Nullable Object> members = rows.list(7);
        into.put(
            path,
            Attribute.ofSet(
                members == null ? List.of() : members.stream().map(String::valueOf).toList()));
      }
      case "file" -> file(path, Attribute.Kind.FILE, rows, into);
      case "file_set" -> file(path, Attribute.Kind.FILE_SET, rows, into);
      case "artifact" -> file(path, Attribute.Kind.ARTIFACT, rows, into);
      default ->
          problems.report(
              Problem.Kind.UNSUPPORTED,
              files().get(0),
              -1,
              "attributes of type " + type + " are not known",
              path);
    }
  }

  private void file(String path, Attribute.Kind kind, ParquetRows rows, Attributes into)
      throws IOException {
    String where = rows.textOrEmpty(8);
    into.put(path, Attribute.ofFile(kind, where, size(where), null));
  }

  private @Nullable Long size(String where) {
    Path file = locate(where);
    try {
      return file == null || !Files.isRegularFile(file) ? null : (Long) Files.size(file);
    } catch (IOException gone) {
      return null;
    }
  }

  @Override
  public void series(SeriesVisitor visitor, ProblemLog problems) throws IOException {
    try (ParquetRows rows = session.query(files(), SERIES)) {
      String path = null;
      int series = -1;
      while (rows.next()) {
        String each = rows.textOrEmpty(0);
        if (!each.equals(path)) {
          path = each;
          series = visitor.series(path);
        }
        point(rows, series, visitor);
      }
    } catch (IOException damaged) {
      problems.corrupt(files().get(0), String.valueOf(damaged.getMessage()));
    }
  }

  private void point(ParquetRows rows, int series, SeriesVisitor visitor) throws IOException {
    long step = rows.integer(2);
    double exact = rows.real(3);
    long time = rows.integer(4);
    time = rows.wasNull() ? RunSink.NO_TIME : utc(time);
    switch (rows.textOrEmpty(1)) {
      case "float_series" -> {
        double value = rows.real(5);
        visitor.number(series, step, exact, time, rows.wasNull() ? Double.NaN : value);
      }
      case "string_series" -> visitor.text(series, step, exact, time, rows.textOrEmpty(6));
      case "histogram_series" ->
          visitor.histogram(series, step, exact, time, histogram(rows.struct(7)));
      default -> {
        String where = rows.textOrEmpty(8);
        visitor.file(
            series,
            step,
            exact,
            time,
            new SeriesVisitor.FileValue(
                where, IngestMessages.extension(where), size(where), null, null, null));
      }
    }
  }

  /**
   * The exporter of the 2.x generation writes the local time of its machine and calls it UTC
   * (neptune 1.x {@code fetchable_series.py}: {@code datetime.fromtimestamp}).
   */
  private long utc(long micros) {
    if (!secondGeneration || exportZone == null) {
      return micros;
    }
    try {
      LocalDateTime local =
          LocalDateTime.ofInstant(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), ZoneOffset.UTC);
      return ChronoUnit.MICROS.between(Instant.EPOCH, local.atZone(exportZone).toInstant());
    } catch (DateTimeException | ArithmeticException outOfRange) {
      return micros;
    }
  }

  /** Tells whether times of series are the exporting machine's own and no one said its zone. */
  boolean hasLocalTimes() {
    return secondGeneration && exportZone == null;
  }

  private static SeriesVisitor.Histogram histogram(@Nullable Map<String, @Nullable Object> value) {
    if (value == null) {
      return new SeriesVisitor.Histogram("", List.of(), List.of());
    }
    return new SeriesVisitor.Histogram(
        String.valueOf(value.get("type")),
        numbers(value.get("edges")),
        numbers(value.get("values")));
  }

  private static List<String> numbers(@Nullable Object list) {
    List<String> numbers = new ArrayList<>();
    if (list instanceof List<?> values) {
      for (Object each : values) {
        numbers.add(
            each instanceof Number number ? IngestMessages.number(number.doubleValue()) : "null");
      }
    }
    return numbers;
  }

  /**
   * Files lie beside the data: {@code ./exports/files/<project>/…} for {@code
   * ./exports/data/<project>/}, and {@code model_files} for {@code model_data}.
   */
  @Override
  public @Nullable Path locate(String where) {
    Path folder = files().get(0).toAbsolutePath().getParent();
    for (int level = 0; level < 2 && folder != null; level++) {
      Path data = folder.getParent();
      Path exports = data == null ? null : data.getParent();
      if (exports == null) {
        return null;
      }
      for (String name : Arrays.asList("files", "model_files")) {
        Path root = exports.resolve(name).resolve(String.valueOf(folder.getFileName()));
        Path file = inside(root, where);
        if (file != null) {
          return file;
        }
      }
      folder = data;
    }
    return null;
  }

  private static @Nullable Path inside(Path root, String where) {
    try {
      Path file = root.resolve(where).normalize();
      return file.startsWith(root)
              && !file.equals(root)
              && Files.exists(file, LinkOption.NOFOLLOW_LINKS)
              && file.toRealPath().startsWith(root.toRealPath())
          ? file
          : null;
    } catch (IOException | java.nio.file.InvalidPathException none) {
      return null;
    }
  }
}
