package dev.almanac.ingest.logs.catboost;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.almanac.ingest.MetricDefinition;
import dev.almanac.ingest.MetricDefinition.StepKind;
import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.ParamOrigin;
import dev.almanac.ingest.ParamType;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.logs.Log;
import dev.almanac.ingest.logs.LogFolder;
import dev.almanac.ingest.logs.RunLog;
import dev.almanac.ingest.logs.table.MetricTable;
import dev.almanac.ingest.logs.table.TableFormat;
import dev.almanac.ingest.model.RunStatus;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One fit of CatBoost. The document holds everything and is read where it is there; it lacks its
 * closing brackets until the fit ends. The tables say the same without directions.
 */
final class CatBoostLog implements Log {

  private final LogFolder folder;

  CatBoostLog(LogFolder folder) {
    this.folder = folder;
  }

  @Override
  public Role role() {
    return Role.RUN;
  }

  @Override
  public Path folder() {
    return folder.path();
  }

  @Override
  public List<Path> files() {
    return folder.files().stream()
        .filter(name -> name.endsWith(".tsv") || name.equals(CatBoostFormat.DOCUMENT))
        .map(folder::resolve)
        .toList();
  }

  /** Events of the sets are read as a log of this folder, where the sets have the usual names. */
  @Override
  public Set<Path> claimed() {
    Set<Path> sets = new LinkedHashSet<>();
    for (String name : folder.folders()) {
      boolean isSet = name.equals("learn") || name.startsWith("test");
      if (isSet || name.equals("tmp") || name.startsWith("catboost-")) {
        sets.add(folder.resolve(name));
      }
    }
    return sets;
  }

  /** The event files of the sets have the same points, rounded to 32 bits, and their times. */
  @Override
  public boolean completes(String tracker) {
    return tracker.equals("tensorboard");
  }

  /** Ten digits of each value stand here, 32 bits in the event files of the sets. */
  @Override
  public boolean isExact() {
    return true;
  }

  @Override
  public void read(RunLog out) throws IOException {
    if (folder.hasFile(CatBoostFormat.DOCUMENT)) {
      new Document(folder.resolve(CatBoostFormat.DOCUMENT), out).read();
      return;
    }
    for (String name : folder.files()) {
      if (name.endsWith("_error.tsv")) {
        table(name, out);
      }
    }
  }

  private void table(String name, RunLog out) throws IOException {
    String set = name.substring(0, name.length() - "_error.tsv".length());
    Path file = folder.resolve(name);
    TableFormat format = TableFormat.of(file);
    if (format == null) {
      out.problem(Problem.Kind.TRUNCATED, file, 0, "The table has no names of columns yet", null);
      return;
    }
    new MetricTable(
            file,
            out,
            StepKind.ITERATION,
            names -> {
              List<@Nullable String> keys = new ArrayList<>();
              names.forEach(metric -> keys.add(key(set, metric, names)));
              keys.set(0, null);
              return new MetricTable.Columns(0, MetricTable.NONE, MetricTable.Clock.NONE, keys);
            })
        .read(format);
  }

  /** Of several test sets all but the last have their number behind the metric. */
  private static String key(String set, String metric, List<String> names) {
    int colon = metric.lastIndexOf(':');
    String number = colon < 0 ? "" : metric.substring(colon + 1);
    if (!number.isEmpty() && number.chars().allMatch(Character::isDigit)) {
      return set + (number.equals("0") ? "" : number) + "/" + metric.substring(0, colon);
    }
    long others = names.stream().filter(name -> name.startsWith(metric + ":")).count();
    return set + (others == 0 ? "" : "" + others) + "/" + metric;
  }

  /** The document, read in a stream. */
  private static final class Document {
    private final Path file;
    private final RunLog out;
    private List<Integer> learn = List.of();
    private final Map<String, List<Integer>> tests = new LinkedHashMap<>();
    private int passed;
    private int remaining;
    private long iterations;
    private long wanted = -1;

    Document(Path file, RunLog out) {
      this.file = file;
      this.out = out;
    }

    void read() throws IOException {
      try (InputStream input = new BufferedInputStream(Files.newInputStream(file));
          JsonParser parser = JsonText.factory().createParser(input)) {
        if (parser.nextToken() == null) {
          cut(0);
          return;
        }
        try {
          while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (name.equals("iterations") && token == JsonToken.START_ARRAY) {
              while (parser.nextToken() != JsonToken.END_ARRAY) {
                iteration(JsonText.read(parser));
              }
            } else {
              JsonValue value = JsonText.read(parser);
              if (name.equals("meta")) {
                meta(value);
              }
            }
          }
          out.status(RunStatus.FINISHED);
        } catch (JsonEOFException end) {
          cut(end.getLocation().getByteOffset());
          out.status(wanted >= 0 && iterations >= wanted ? RunStatus.FINISHED : RunStatus.UNKNOWN);
        }
      }
    }

    private void cut(long offset) {
      out.problem(
          Problem.Kind.TRUNCATED,
          file,
          offset,
          "The document has no end: the fit goes on, or was stopped",
          null);
    }

    private void meta(JsonValue meta) {
      learn = keys("learn", meta.get("learn_metrics"));
      for (JsonValue set : meta.get("test_sets").elements()) {
        tests.put(set.asText(), keys(set.asText(), meta.get("test_metrics")));
      }
      passed = key("passed_time", null);
      remaining = key("remaining_time", null);
      JsonValue count = meta.get("iteration_count");
      Long number = count.integer();
      if (number != null) {
        wanted = number;
        out.param("iterations", count.asText(), ParamType.INT, ParamOrigin.LOGGED);
      }
      for (String name : List.of("name", "launch_mode", "parameters")) {
        String text = meta.get(name).text();
        if (text != null && !text.isEmpty()) {
          out.tag("catboost/" + name, text);
        }
      }
    }

    private List<Integer> keys(String name, JsonValue metrics) {
      List<Integer> keys = new ArrayList<>();
      for (JsonValue metric : metrics.elements()) {
        String better =
            switch (metric.get("best_value").asText()) {
              case "Min" -> "min";
              case "Max" -> "max";
              default -> null;
            };
        keys.add(key(name + "/" + metric.get("name").asText(), better));
      }
      return keys;
    }

    private int key(String key, @Nullable String better) {
      MetricDefinition definition =
          MetricDefinition.steps(MetricKind.METRIC, key, StepKind.ITERATION);
      out.metric(
          better == null ? definition : definition.withDirection(better, CatBoostFormat.DOCUMENT));
      return out.key(MetricKind.METRIC, key);
    }

    private void iteration(JsonValue row) {
      Long number = row.get("iteration").integer();
      long step = number == null ? iterations : number;
      iterations++;
      points(learn, row.get("learn"), step);
      tests.forEach((set, keys) -> points(keys, row.get(set), step));
      point(passed, row.get("passed_time"), step);
      point(remaining, row.get("remaining_time"), step);
    }

    private void points(List<Integer> keys, JsonValue values, long step) {
      List<JsonValue> elements = values.elements();
      for (int i = 0; i < Math.min(keys.size(), elements.size()); i++) {
        point(keys.get(i), elements.get(i), step);
      }
    }

    private void point(int key, JsonValue value, long step) {
      Double number = value.number();
      if (number != null) {
        out.point(key, step, RunSink.NO_TIME, number);
      } else if (!value.isNull()) {
        out.problem(
            Problem.Kind.CORRUPT,
            file,
            -1,
            "A value is no number at iteration " + step,
            value.toJson());
      }
    }
  }
}
