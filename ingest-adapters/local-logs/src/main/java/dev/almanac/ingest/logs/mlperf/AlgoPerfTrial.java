package dev.almanac.ingest.logs.mlperf;

import dev.almanac.ingest.MetricDefinition;
import dev.almanac.ingest.MetricDefinition.StepKind;
import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.ParamOrigin;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.logs.Log;
import dev.almanac.ingest.logs.RunLog;
import dev.almanac.ingest.logs.facts.DocumentParams;
import dev.almanac.ingest.logs.facts.LogFiles;
import dev.almanac.ingest.logs.table.MetricTable;
import dev.almanac.ingest.logs.table.MetricTable.Columns;
import dev.almanac.ingest.logs.table.TableFormat;
import dev.almanac.ingest.read.json.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One trial of AlgoPerf. {@code measurements.csv} holds the rows of {@code eval_measurements.csv}
 * too, so of that one only columns go in that the other has not.
 */
final class AlgoPerfTrial implements Log {

  private static final String STEP = "global_step";
  private static final String WORKLOAD = "workload.";
  private static final String SEED = "rng_seed";

  private final Path folder;
  private final List<String> names;

  AlgoPerfTrial(Path folder, List<String> names) {
    this.folder = folder;
    this.names = names;
  }

  @Override
  public Role role() {
    return Role.RUN;
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public List<Path> files() {
    return names.stream()
        .filter(
            name ->
                name.equals(AlgoPerfFormat.MEASUREMENTS)
                    || name.equals(AlgoPerfFormat.EVALUATIONS)
                    || name.equals(AlgoPerfFormat.PARAMS)
                    || name.startsWith(AlgoPerfFormat.FLAGS)
                    || name.startsWith(AlgoPerfFormat.META))
        .map(folder::resolve)
        .toList();
  }

  /** The trainer logs each measurement to TensorBoard, too, rounded to 32 bits. */
  @Override
  public boolean completes(String tracker) {
    return tracker.equals("tensorboard");
  }

  /** The table holds doubles, an event file floats. */
  @Override
  public boolean isExact() {
    return true;
  }

  @Override
  public void read(RunLog out) {
    DocumentParams params = new DocumentParams(out, "/", ParamOrigin.SWEEP);
    params.all(LogFiles.json(folder.resolve(AlgoPerfFormat.PARAMS), out));
    for (String name : names) {
      if (name.startsWith(AlgoPerfFormat.FLAGS)) {
        flags(LogFiles.json(folder.resolve(name), out), out);
      } else if (name.startsWith(AlgoPerfFormat.META)) {
        meta(LogFiles.json(folder.resolve(name), out), out);
      }
    }
    Set<String> known = new HashSet<>();
    table(AlgoPerfFormat.MEASUREMENTS, known, out);
    table(AlgoPerfFormat.EVALUATIONS, known, out);
  }

  private static void flags(JsonValue flags, RunLog out) {
    out.groupName(flags.get("experiment_name").text());
    if (!flags.get(SEED).isNull()) {
      new DocumentParams(out, "/", ParamOrigin.CONFIG).put(SEED, flags.get(SEED));
    }
    flags
        .entries()
        .forEach(
            (key, value) -> {
              if (!value.isNull() && !key.equals(SEED)) {
                out.environment("flag", key, value.asText());
              }
            });
  }

  private static void meta(JsonValue meta, RunLog out) {
    meta.entries()
        .forEach(
            (key, value) -> {
              if (key.startsWith(WORKLOAD)) {
                out.tag(key, value.asText());
              } else {
                out.environment("hardware", key, value.asText());
              }
            });
  }

  private void table(String name, Set<String> known, RunLog out) {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      return;
    }
    try {
      byte[] head = LogFiles.head(file, 64).getBytes(StandardCharsets.UTF_8);
      if (LogFiles.isPointer(head, head.length)) {
        out.problem(
            Problem.Kind.UNSUPPORTED,
            file,
            0,
            "Git keeps its content elsewhere; fetch it with git lfs pull",
            null);
        return;
      }
      Set<String> before = Set.copyOf(known);
      new MetricTable(file, out, columns -> columns(columns, before, known, out))
          .read(TableFormat.delimited(','));
    } catch (IOException unreadable) {
      LogFiles.tell(file, unreadable, out);
    }
  }

  private static Columns columns(
      List<String> names, Set<String> before, Set<String> known, RunLog out) {
    List<@Nullable String> keys = new ArrayList<>();
    for (String name : names) {
      boolean isNew = !name.equals(STEP) && !before.contains(name);
      keys.add(isNew ? name : null);
      if (isNew && known.add(name)) {
        out.metric(MetricDefinition.steps(MetricKind.METRIC, name, StepKind.STEP));
      }
    }
    int step = names.indexOf(STEP);
    return new Columns(
        step < 0 ? MetricTable.NONE : step, MetricTable.NONE, MetricTable.Clock.NONE, keys);
  }
}
