package dev.almanac.ingest.comet;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.model.Artifact;
import dev.almanac.ingest.model.RunStatus;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.source.FileTimes;
import dev.almanac.ingest.read.source.Fingerprint;
import dev.almanac.ingest.read.text.FileTexts;
import dev.almanac.ingest.read.text.LineReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder that {@code cometx download} wrote, of Comet, W&B or Neptune. Of Neptune each folder
 * repeats all folders written before it (the tool never empties its lists): where the one before it
 * is there, what it holds is left out.
 */
final class DownloadedRun implements LocalRun {

  static final String METADATA = "metadata.json";
  static final String PARAMETERS = "parameters.json";
  static final String OTHERS = "others.jsonl";
  static final String METRICS = "metrics.jsonl";
  static final String SUMMARY = "metrics_summary.jsonl";
  static final String SYSTEM = "system_details.json";

  private static final String GENERATION = "1";
  private static final String METRICS_FOLDER = "metrics";
  private static final String ASSETS = "assets";
  private static final String ASSET_LIST = "assets/assets_metadata.jsonl";
  private static final String GIT = "run/git_metadata.json";
  private static final String REQUIREMENTS = "run/requirements.txt";
  private static final int MAX_LINE = 16 << 20;
  private static final int MAX_JSON = 256 << 20;
  private static final int MAX_ASSETS = 200_000;

  private final Path base;
  private final Path folder;
  private final String id;
  private final int names;
  private @Nullable DownloadedRun before;

  /**
   * Describes a folder.
   *
   * @param names how many runs name themselves in it: more than one is Neptune's repetition
   */
  DownloadedRun(Path base, Path folder, String id, int names) {
    this.base = base;
    this.folder = folder;
    this.id = id;
    this.names = names;
  }

  /** Returns how many runs name themselves in it. */
  int names() {
    return names;
  }

  /** Returns the folder of the workspace or, where a walk begins below it, what is nearest. */
  Path root() {
    Path project = folder.getParent();
    Path workspace = project == null ? null : project.getParent();
    return workspace == null ? folder : workspace;
  }

  /** Says which folder was written just before this one. */
  void before(DownloadedRun run) {
    before = run;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public boolean live() {
    return false;
  }

  @Override
  public String fingerprint() throws IOException {
    Fingerprint fingerprint = new Fingerprint().row("generation", GENERATION);
    add(fingerprint);
    if (before != null) {
      Fingerprint earlier = new Fingerprint();
      before.add(earlier);
      fingerprint.row("before", earlier.text());
    }
    return fingerprint.text();
  }

  private void add(Fingerprint fingerprint) throws IOException {
    for (Path file : factFiles()) {
      row(fingerprint, "file", file);
    }
    for (Path file : assetFiles()) {
      fingerprint.row("asset", relative(file), Files.size(file), 0);
    }
  }

  private void row(Fingerprint fingerprint, String kind, Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    fingerprint.row(kind, relative(file), attributes.size(), FileTimes.nanos(attributes));
  }

  private List<Path> factFiles() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String name :
        List.of(
            METADATA,
            PARAMETERS,
            OTHERS,
            METRICS,
            SUMMARY,
            SYSTEM,
            ASSET_LIST,
            GIT,
            REQUIREMENTS)) {
      Path file = folder.resolve(name);
      if (Files.isRegularFile(file)) {
        files.add(file);
      }
    }
    files.addAll(metricFiles());
    return files;
  }

  private List<Path> metricFiles() throws IOException {
    Path metrics = folder.resolve(METRICS_FOLDER);
    if (!Files.isDirectory(metrics)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(metrics)) {
      return entries
          .filter(file -> file.getFileName().toString().endsWith(".jsonl"))
          .sorted()
          .toList();
    }
  }

  /** Returns the files of assets and of {@code run/}; links are not followed. */
  private List<Path> assetFiles() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String name : List.of(ASSETS, "run")) {
      Path below = folder.resolve(name);
      if (Files.isDirectory(below, LinkOption.NOFOLLOW_LINKS)) {
        try (Stream<Path> walk = Files.walk(below, 20)) {
          walk.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
              .filter(file -> !relative(file).equals(ASSET_LIST))
              .sorted()
              .limit(MAX_ASSETS)
              .forEach(files::add);
        }
      }
    }
    return files;
  }

  private String relative(Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  private String location(String name) {
    Path at = folder.startsWith(base) ? base.relativize(folder).resolve(name) : Path.of(name);
    return at.toString().replace('\\', '/');
  }

  @Override
  public void read(RunSink sink) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    Consumer<Problem> problems = sink::problem;
    ExperimentFacts facts = new ExperimentFacts(id);
    Path project = folder.getParent();
    Path workspace = project == null ? null : project.getParent();
    facts.place(name(workspace), name(project), null);
    metadata(facts, problems);
    int run = sink.begin(facts.run());
    ExperimentPoints points = new ExperimentPoints(sink, run, id);
    params(facts, problems);
    others(facts, problems);
    JsonValue details = json(SYSTEM, problems);
    SystemDetails.details(facts, details);
    SystemDetails.git(facts, json(GIT, problems));
    requirements(facts, problems);
    assets(facts, problems);
    points(METRICS, points, problems);
    for (Path file : metricFiles()) {
      points(relative(file), points, problems);
    }
    sayRepetition(problems);
    facts.deliver(sink, run);
    points.finish(facts.objective(), facts.direction(), PointOrigin.SERVER);
  }

  private static @Nullable String name(@Nullable Path path) {
    Path name = path == null ? null : path.getFileName();
    return name == null ? null : name.toString();
  }

  private void metadata(ExperimentFacts facts, Consumer<Problem> problems) {
    JsonValue metadata = json(METADATA, problems);
    if (metadata.isNull()) {
      return;
    }
    facts.key(CometMapping.text(metadata.get("experimentKey")));
    facts.name(metadata.get("experimentName").text());
    facts.user(metadata.get("userName").text());
    String workspace = CometMapping.text(metadata.get("workspaceName"));
    String project = CometMapping.text(metadata.get("projectName"));
    if (workspace != null || project != null) {
      facts.place(workspace, project, CometMapping.text(metadata.get("projectId")));
    }
    facts.times(
        CometMapping.time(metadata.get("startTimeMillis")),
        CometMapping.time(metadata.get("endTimeMillis")));
    facts.status(
        metadata.get("running").isNull() ? RunStatus.UNKNOWN : CometMapping.status(metadata));
    facts.archived(CometMapping.isTrue(metadata.get("archived")));
    facts.optimizer(metadata.get("optimizationId").text());
    for (String field : List.of("filePath", "fileName")) {
      String text = metadata.get(field).text();
      if (text != null && !text.equals("unknown")) {
        facts.fact("code", field, text);
      }
    }
    facts.fact("export", "cometDownloadVersion", metadata.get("cometDownloadVersion"));
    metadata.get("tags").elements().forEach(tag -> facts.label(tag.asText()));
  }

  private void params(ExperimentFacts facts, Consumer<Problem> problems) {
    List<JsonValue> rows = json(PARAMETERS, problems).elements();
    List<JsonValue> earlier =
        before == null ? List.of() : before.json(PARAMETERS, problem -> {}).elements();
    boolean repeats =
        earlier.size() <= rows.size() && rows.subList(0, earlier.size()).equals(earlier);
    for (JsonValue row : repeats ? rows.subList(earlier.size(), rows.size()) : rows) {
      String name = row.get("name").asText();
      JsonValue value = JsonRows.current(row);
      if (value instanceof JsonValue.Obj && name.equals("config")) {
        // Of W&B, the whole configuration is one param.
        nested(facts, "", value);
      } else {
        facts.textParam("", name, value);
      }
    }
  }

  private static void nested(ExperimentFacts facts, String above, JsonValue value) {
    value
        .entries()
        .forEach(
            (name, inner) -> {
              if (inner instanceof JsonValue.Obj && !inner.entries().isEmpty()) {
                nested(facts, above + name + "|", inner);
              } else {
                facts.typedParam("", above + name, inner);
              }
            });
  }

  private void others(ExperimentFacts facts, Consumer<Problem> problems) {
    List<JsonValue> rows = rows(OTHERS, problems);
    int from = 0;
    if (names > 1 && before != null) {
      int seen = 0;
      for (int index = 0; index < rows.size() && seen < names - 1; index++) {
        if ("Name".equals(rows.get(index).get("name").text())) {
          seen++;
          from = index + 1;
        }
      }
    }
    for (JsonValue row : rows.subList(from, rows.size())) {
      facts.other(row.get("name").asText(), JsonRows.current(row));
    }
  }

  private void sayRepetition(Consumer<Problem> problems) {
    if (names > 1) {
      problems.accept(
          new Problem(
              Problem.Kind.ALTERED,
              id,
              location(OTHERS),
              -1,
              before != null
                  ? "the folder repeats the "
                      + (names - 1)
                      + " runs downloaded before it (a fault of cometx with Neptune); what the folder"
                      + " before it holds is left out"
                  : "the folder holds "
                      + names
                      + " runs (a fault of cometx with Neptune) and the folder before it is missing,"
                      + " so that this run's own params, metrics and tags cannot be told from theirs",
              null));
    }
  }

  private void requirements(ExperimentFacts facts, Consumer<Problem> problems) {
    Path file = folder.resolve(REQUIREMENTS);
    if (!Files.isRegularFile(file)) {
      return;
    }
    try {
      List<JsonValue> lines = new ArrayList<>();
      FileTexts.text(FileTexts.bytes(file))
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .forEach(line -> lines.add(new JsonValue.Text(line)));
      SystemDetails.packages(facts, new JsonValue.Array(lines));
    } catch (IOException unreadable) {
      corrupt(REQUIREMENTS, -1, FileTexts.reason(unreadable), null, problems);
    }
  }

  private void assets(ExperimentFacts facts, Consumer<Problem> problems) throws IOException {
    Set<String> files = new TreeSet<>();
    assetFiles().forEach(file -> files.add(relative(file)));
    Set<String> listed = new HashSet<>();
    for (JsonValue asset : rows(ASSET_LIST, problems)) {
      String type = CometMapping.text(asset.get("type"));
      String fileName = CometMapping.text(asset.get("fileName"));
      String path = ASSETS + "/" + (type == null ? "asset" : type) + "/" + fileName;
      if (fileName != null && files.contains(path) && listed.add(path)) {
        continue;
      }
      JsonRows.artifact(facts, asset);
    }
    for (String path : files) {
      String[] parts = path.split("/", 3);
      String kind = parts[0].equals(ASSETS) && parts.length == 3 ? parts[1] : "file";
      facts.replaceArtifact(new Artifact(path, kind, Files.size(folder.resolve(path)), null, null));
    }
  }

  private JsonValue json(String name, Consumer<Problem> problems) {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      return JsonValue.NULL;
    }
    try {
      return JsonText.parse(FileTexts.bytes(file, MAX_JSON));
    } catch (IOException unreadable) {
      corrupt(name, -1, FileTexts.reason(unreadable), null, problems);
      return JsonValue.NULL;
    }
  }

  private List<JsonValue> rows(String name, Consumer<Problem> problems) {
    List<JsonValue> rows = new ArrayList<>();
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      return rows;
    }
    try (InputStream input = Files.newInputStream(file)) {
      LineReader lines = new LineReader(input, MAX_LINE);
      while (lines.next()) {
        if (lines.start() == lines.end()) {
          continue;
        }
        try {
          rows.add(JsonText.parse(lines.bytes(), lines.start(), lines.end()));
        } catch (IOException damaged) {
          corrupt(name, lines, damaged, problems);
        }
      }
    } catch (IOException unreadable) {
      corrupt(name, -1, FileTexts.reason(unreadable), null, problems);
    }
    return rows;
  }

  private void points(String name, ExperimentPoints points, Consumer<Problem> problems) {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      return;
    }
    PointFields point = new PointFields();
    try (InputStream input = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      input.skipNBytes(repeatedBytes(file, name));
      LineReader lines = new LineReader(input, MAX_LINE);
      while (lines.next()) {
        if (lines.start() == lines.end()) {
          continue;
        }
        try {
          if (lines.isOverlong()
              || !JsonRows.point(lines.bytes(), lines.start(), lines.end(), point)) {
            throw new IOException("it names no metric");
          }
          points.add(point, location(name), lines.number());
        } catch (IOException damaged) {
          corrupt(name, lines, damaged, problems);
        }
      }
    } catch (IOException unreadable) {
      corrupt(name, -1, FileTexts.reason(unreadable), null, problems);
    }
  }

  /** Returns how much of a file the folder before it holds too, whole or not at all. */
  private long repeatedBytes(Path file, String name) throws IOException {
    Path earlier = before == null ? null : before.folder.resolve(name);
    if (earlier == null || !Files.isRegularFile(earlier)) {
      return 0;
    }
    long size = Files.size(earlier);
    long mismatch = Files.mismatch(earlier, file);
    return mismatch < 0 || mismatch == size ? size : 0;
  }

  private void corrupt(
      String name, LineReader lines, IOException damaged, Consumer<Problem> problems) {
    corrupt(
        name,
        lines.number(),
        FileTexts.reason(damaged),
        FileTexts.text(lines.copy(Problem.MAX_RAW)),
        problems);
  }

  private void corrupt(
      String name, long line, String reason, @Nullable String raw, Consumer<Problem> problems) {
    problems.accept(
        new Problem(
            Problem.Kind.CORRUPT,
            id,
            location(name),
            line,
            "Cannot read it: " + MessageReader.firstLine(reason),
            raw));
  }

  @Override
  public @Nullable InputStream artifact(String path) throws IOException {
    for (Path file : assetFiles()) {
      if (relative(file).equals(path)) {
        return Files.newInputStream(file);
      }
    }
    return null;
  }
}
