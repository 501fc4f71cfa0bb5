package dev.almanac.ingest.logs.boosting;

import static java.util.Objects.requireNonNull;

import dev.almanac.ingest.Capability;
import dev.almanac.ingest.MetricDefinition;
import dev.almanac.ingest.MetricDefinition.StepKind;
import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.logs.Log;
import dev.almanac.ingest.logs.LogFolder;
import dev.almanac.ingest.logs.LogFormat;
import dev.almanac.ingest.logs.RunLog;
import dev.almanac.ingest.logs.facts.LogFiles;
import dev.almanac.ingest.logs.table.RunFiles;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.text.FileTexts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds {@code evals_result} of XGBoost or LightGBM saved as JSON: {@code {"valid_0": {"l2": [0.5,
 * 0.4]}}}. The file's name must speak of evaluation; the libraries name no file themselves.
 */
public final class EvaluationsFormat implements LogFormat {

  private static final Pattern NAME = Pattern.compile("(?i).*evals?([_-]?results?)?.*\\.json");

  /** The beginning of such a document. */
  private static final Pattern BEGINNING =
      Pattern.compile(
          "(?s)\\s*\\{\\s*\"[^\"]+\"\\s*:\\s*\\{\\s*\"[^\"]+\"\\s*:\\s*\\[\\s*[-\\dNI].*");

  private static final int PEEK = 1_024;
  private static final int MAX_BYTES = 64 << 20;

  /** Creates the format. */
  public EvaluationsFormat() {}

  @Override
  public String tracker() {
    return "boosting";
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(Capability.METRIC_HISTORY, Capability.METRIC_DEFINITIONS);
  }

  @Override
  public String tried() {
    return "XGBoost 3.2, LightGBM 4.7";
  }

  @Override
  public List<Log> find(LogFolder folder) {
    List<String> names =
        folder.files().stream()
            .filter(name -> NAME.matcher(name).matches() && begins(folder.resolve(name)))
            .toList();
    List<String> parts = RunFiles.parts(folder, names);
    List<Log> found = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      found.add(new EvaluationsLog(folder.resolve(names.get(i)), parts.get(i)));
    }
    return found;
  }

  private static boolean begins(Path file) {
    return BEGINNING.matcher(LogFiles.head(file, PEEK)).matches();
  }

  private record EvaluationsLog(Path file, String part) implements Log {

    @Override
    public Role role() {
      return part.isEmpty() ? Role.RUN : Role.PART;
    }

    @Override
    public Path folder() {
      return requireNonNull(file.getParent(), "a file has a folder");
    }

    @Override
    public List<Path> files() {
      return List.of(file);
    }

    @Override
    public void read(RunLog out) throws IOException {
      JsonValue document = JsonText.parse(FileTexts.bytes(file, MAX_BYTES));
      for (Map.Entry<String, JsonValue> set : document.entries().entrySet()) {
        for (Map.Entry<String, JsonValue> metric : set.getValue().entries().entrySet()) {
          series(set.getKey() + "/" + metric.getKey(), metric.getValue().elements(), out);
        }
      }
    }

    private void series(String key, List<JsonValue> values, RunLog out) {
      int handle = out.key(MetricKind.METRIC, key);
      out.metric(MetricDefinition.steps(MetricKind.METRIC, key, StepKind.ITERATION));
      boolean told = false;
      for (int step = 0; step < values.size(); step++) {
        Double value = values.get(step).number();
        if (value != null) {
          out.point(handle, step, RunSink.NO_TIME, value);
        } else if (!told) {
          told = true;
          out.problem(
              Problem.Kind.UNSUPPORTED,
              file,
              -1,
              "Values of " + key + " are no numbers, from number " + step + " on",
              values.get(step).toJson());
        }
      }
    }
  }
}
